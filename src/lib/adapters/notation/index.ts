import type { Engraver } from '$contracts/notation.ts';
import { VexEngraving } from './engraving.ts';
import { loadNotationFonts } from './fonts.ts';

/** Draws notation with VexFlow, as SVG in the page's own ink. */
export const vexEngraver: Engraver = {
	open: async (host) => {
		await loadNotationFonts();
		return new VexEngraving(host);
	}
};
