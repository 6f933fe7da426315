import type { Random } from './chance.ts';
import { oneOf } from './chance.ts';

/** Strokes of a kit inside a bar; places in beats. */
export interface Stroke {
	readonly place: number;
	readonly pitch: number;
	readonly accent: number;
}

export const kick = 36;
export const snare = 38;
const hat = 42;
const ride = 51;
const rim = 37;
const tom = 45;

export interface Bar {
	readonly beats: number;
	/** Into how many a beat falls: 2 or 3. */
	readonly division: 2 | 3;
	/** Where the off-beat lies: 0.5 straight, up to 0.67 swung. */
	readonly swing: number;
}

export const grooveNames = [
	'rock',
	'rock',
	'pop',
	'pop',
	'floor',
	'half',
	'ballad',
	'drop',
	'train',
	'jazz',
	'break',
	'samba',
	'march',
	'hop'
] as const;
export type GrooveName = (typeof grooveNames)[number];

function timekeeping(bar: Bar, random: Random): Stroke[] {
	const pitch = oneOf(random, [hat, hat, hat, ride, 70]);
	const kind = oneOf(random, ['all', 'all', 'beats', 'off', 'fine'] as const);
	const strokes: Stroke[] = [];
	for (let beat = 0; beat < bar.beats; beat++) {
		const inside = bar.division === 3 ? [0, 1 / 3, 2 / 3] : [0, bar.swing];
		if (kind === 'beats') strokes.push({ place: beat, pitch, accent: -14 });
		else if (kind === 'off') strokes.push({ place: beat + (inside.at(-1) ?? 0.5), pitch: 46, accent: -10 });
		else for (const place of inside) strokes.push({ place: beat + place, pitch, accent: place === 0 ? -12 : -22 });
		if (kind === 'fine' && bar.division === 2)
			for (const place of [0.25, 0.75]) strokes.push({ place: beat + place, pitch, accent: -28 });
	}
	return strokes;
}

/** One bar of a groove, to be repeated; kicks and ghost notes fall by chance once and then stay. */
export function toGroove(name: GrooveName, bar: Bar, random: Random): Stroke[] {
	const strokes = timekeeping(bar, random);
	const hit = (place: number, pitch: number, accent = 0): void => {
		if (place < bar.beats) strokes.push({ place, pitch, accent });
	};
	const off = bar.division === 3 ? 2 / 3 : bar.swing;
	const last = bar.beats - 1;
	if (bar.beats === 3) {
		hit(0, kick, 8);
		for (const beat of [1, 2]) if (random() < 0.75) hit(beat, oneOf(random, [snare, rim, hat]), -6);
		if (random() < 0.3) hit(2 + off, kick, -6);
		return strokes;
	}
	if (bar.beats === 2) {
		hit(0, name === 'samba' ? 44 : kick, name === 'samba' ? -6 : 6);
		hit(1, name === 'samba' ? 41 : snare, 4);
		if (random() < 0.4) hit(off, kick, -8);
		return strokes;
	}
	if (bar.beats === 5 || bar.beats === 7 || bar.beats === 6) {
		hit(0, kick, 8);
		const split = bar.beats === 5 ? 3 : bar.beats === 6 ? 3 : 4;
		hit(split, bar.beats === 6 ? snare : kick, 0);
		for (let beat = 1; beat < bar.beats; beat++) if (beat !== split && random() < 0.4) hit(beat, snare, -4);
		return strokes;
	}
	switch (name) {
		case 'floor':
			for (let beat = 0; beat < 4; beat++) hit(beat, kick, 6);
			for (const beat of [1, 3]) if (random() < 0.8) hit(beat, oneOf(random, [39, snare]));
			break;
		case 'half':
			hit(0, kick, 8);
			hit(2, snare, 8);
			for (const place of [off, 1.5, 1.75, 2.5, 3.5]) if (random() < 0.3) hit(place, kick, -4);
			break;
		case 'drop':
			hit(2, kick, 8);
			hit(2, rim, 0);
			if (random() < 0.3) hit(0, kick, -2);
			break;
		case 'train':
			for (let place = 0; place < 4; place += 0.25) hit(place, snare, place === 1 || place === 3 ? 4 : -24);
			hit(0, kick);
			hit(2, kick);
			break;
		case 'jazz':
			strokes.length = 0;
			for (let beat = 0; beat < 4; beat++) hit(beat, ride, -4);
			hit(1 + 0.64, ride, -12);
			hit(3 + 0.64, ride, -12);
			hit(1, 44, -4);
			hit(3, 44, -4);
			for (let beat = 0; beat < 4; beat++) if (random() < 0.6) hit(beat, kick, -26);
			break;
		case 'break':
			for (const place of [0, 0.5, 2.5]) hit(place, kick, 4);
			hit(1, snare, 6);
			hit(3, snare, 6);
			for (const place of [1.75, 2.25, 3.75, 2.75]) if (random() < 0.6) hit(place, snare, -18);
			break;
		case 'samba':
			hit(0, kick, -4);
			hit(1, tom, 6);
			hit(2, kick, -4);
			hit(3, tom, 6);
			for (let place = 0; place < 4; place += 0.25) if (random() < 0.8) hit(place, 70, place % 0.5 === 0 ? -10 : -18);
			break;
		case 'march':
			hit(0, kick, 6);
			hit(2, kick, 4);
			for (let place = 0; place < 4; place += 0.5) if (random() < 0.7) hit(place, snare, place % 1 === 0 ? -4 : -10);
			break;
		default: {
			hit(0, kick, 6);
			if (random() < 0.75) hit(2, kick, 2);
			for (const place of [off, 1 + off, 2 + off, last + off]) if (random() < 0.28) hit(place, kick, -2);
			if (name === 'hop') for (const place of [0.75, 1.75, 2.25, 2.75]) if (random() < 0.3) hit(place, kick, -4);
			for (const beat of [1, 3]) hit(beat, name === 'ballad' && random() < 0.4 ? rim : snare, 6);
			break;
		}
	}
	return strokes;
}
