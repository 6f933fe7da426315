import type { Engraver } from '$contracts/notation/engraver.ts';
import { useQuickMetrics } from './drawing/quick-metrics.ts';
import { VexEngraving } from './engraving.ts';
import { loadNotationFonts } from './fonts.ts';

/** Draws notation with VexFlow, as SVG in the page's own ink. */
export const vexEngraver: Engraver = {
	open: async (host) => {
		await loadNotationFonts();
		useQuickMetrics();
		return new VexEngraving(host);
	}
};
