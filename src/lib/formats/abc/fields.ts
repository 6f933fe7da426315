import { meterTicks, ticksPerQuarter, type Clef, type Meter, type WrittenKey } from '$core/score/index.ts';
import { meterSchema } from '$core/score/score.ts';

const tonicPlaces: Readonly<Record<string, number>> = { F: -1, C: 0, G: 1, D: 2, A: 3, E: 4, B: 5 };
/** Fifths that a mode lies from major, by its first three letters. */
const modePlaces: Readonly<Record<string, number>> = {
	maj: 0,
	ion: 0,
	mix: -1,
	dor: -2,
	min: -3,
	aeo: -3,
	m: -3,
	phr: -4,
	loc: -5,
	lyd: 1
};
const minorModes = ['min', 'aeo', 'm', 'dor', 'phr', 'loc'];

/** K: the signature of a tonic and a mode; null where the field names no key. */
export function toKey(field: string): WrittenKey | null {
	const match = /^\s*([A-G])([b#]?)\s*([A-Za-z]*)/.exec(field);
	if (match === null)
		return /^\s*(none|HP)/.test(field)
			? { fifths: 0, mode: 'major' }
			: /^\s*Hp/.test(field)
				? { fifths: 2, mode: 'major' }
				: null;
	const [, letter = 'C', sign = '', word = ''] = match;
	const mode = word.slice(0, 3).toLowerCase();
	const place = (tonicPlaces[letter] ?? 0) + (sign === '#' ? 7 : sign === 'b' ? -7 : 0) + (modePlaces[mode] ?? 0);
	return Math.abs(place) > 7 ? null : { fifths: place, mode: minorModes.includes(mode) ? 'minor' : 'major' };
}

/** M: a fraction, C or C|; null for none. */
export function toMeter(field: string): Meter | null {
	const text = field.trim();
	if (text === 'C') return { beats: 4, beatType: 4 };
	if (text === 'C|') return { beats: 2, beatType: 2 };
	const [, beats = '', beatType = ''] = /^\(?([\d+]+)\)?\/(\d+)/.exec(text) ?? [];
	const meter = meterSchema.safeParse({
		beats: beats.split('+').reduce((sum, part) => sum + Number(part), 0),
		beatType: Number(beatType)
	});
	return meter.success ? meter.data : null;
}

/** L: ticks of the unit; null for what is no length. */
export function toUnitTicks(field: string): number | null {
	const [, top = '', bottom = '1'] = /^\s*(\d+)(?:\/(\d+))?/.exec(field) ?? [];
	const ticks = (4 * ticksPerQuarter * Number(top)) / Number(bottom);
	return ticks > 0 && Number.isFinite(ticks) ? ticks : null;
}

/** Without an L: a sixteenth in meters shorter than three quarters, else an eighth. */
export const usualUnitTicks = (meter: Meter): number =>
	meterTicks(meter) < 3 * ticksPerQuarter ? ticksPerQuarter / 4 : ticksPerQuarter / 2;

/** Q: beats a minute and what is counted; null for words alone. */
export function toTempo(field: string): { readonly bpm: number; readonly beatTicks: number } | null {
	const [, top, bottom, counted] = /(\d+)\/(\d+)\s*=\s*([\d.]+)/.exec(field) ?? [];
	const bpm = Number(counted ?? /^\s*(\d+)\s*$/.exec(field)?.[1] ?? 0);
	const beatTicks = top === undefined ? ticksPerQuarter : Math.round((4 * ticksPerQuarter * Number(top)) / Number(bottom));
	return bpm > 0 && bpm <= 1000 && beatTicks > 0 && Number.isFinite(beatTicks) ? { bpm, beatTicks } : null;
}

/** A clef that K: or V: names. */
export function toClef(field: string): Clef | null {
	const name = /(?:clef=|\s|^)(treble-8|treble|bass-8|bass|alto|tenor|perc)/.exec(field)?.[1];
	if (name === undefined) return null;
	if (name === 'perc') return 'percussion';
	return name === 'treble-8' ? 'treble8vb' : name === 'bass-8' ? 'bass8vb' : (name as Clef);
}
