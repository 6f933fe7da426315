import { exporter, importer, Settings } from '@coderline/alphatab';
import type { Score } from '$core/score/index.ts';
import { toMusicXml } from '../musicxml/index.ts';

/**
 * A Guitar Pro 7 file (.gp). The score goes to alphaTab as MusicXML, which both hold whole, with strings and frets on the one staff of a
 * fretted part, as Guitar Pro has them; alphaTab writes it.
 */
export function toGuitarPro(score: Score): Uint8Array {
	const settings = new Settings();
	const xml = new TextEncoder().encode(toMusicXml(score, { tab: 'within' }));
	const loaded = importer.ScoreLoader.loadScoreFromBytes(xml, settings);
	return new exporter.Gp7Exporter().export(loaded, settings);
}
