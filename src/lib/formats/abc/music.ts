import { fromChordName } from '$core/harmony/chord-names.ts';
import type { ScoreNote } from '$core/score/index.ts';
import type { LossCounter } from '../score-draft/index.ts';
import type { Voice } from './voice.ts';

type Articulation = NonNullable<ScoreNote['articulations']>[number];

const decorations: ReadonlyMap<string, Articulation> = new Map<string, Articulation>([
	['.', 'staccato'],
	['~', 'turn'],
	['H', 'fermata'],
	['L', 'accent'],
	['M', 'mordent'],
	['P', 'mordent'],
	['T', 'trill'],
	['fermata', 'fermata'],
	['accent', 'accent'],
	['>', 'accent'],
	['emphasis', 'accent'],
	['marcato', 'marcato'],
	['tenuto', 'tenuto'],
	['trill', 'trill'],
	['mordent', 'mordent'],
	['lowermordent', 'mordent'],
	['uppermordent', 'mordent'],
	['pralltriller', 'mordent'],
	['turn', 'turn'],
	['roll', 'turn']
]);

/** What a line of music says beside its notes. */
export interface LineEvents {
	barLine(signs: string, endings: string): void;
	field(letter: string, value: string): void;
	chord(chord: Exclude<ReturnType<typeof fromChordName>, undefined>): void;
	/** `Z`: this many whole bars of rest. */
	barRests(count: number): void;
}

const length = String.raw`(\d*)(\/*)(\d*)`;
const pitch = String.raw`[_^=]*[A-Ga-g][,']*`;
const token = new RegExp(
	[
		String.raw`"([^"]*)"`,
		String.raw`[!+]([^!+\s]+)[!+]`,
		String.raw`\{(\/?)([^}]*)\}`,
		String.raw`\((\d)(?::(\d*))?(?::(\d*))?`,
		String.raw`\[([A-Za-z]):([^\]]*)\]`,
		String.raw`((?::+\|*|\|+)[\]|:]*|\[\|)\s*(?:\[?([1-9][\d,\-]*))?`,
		String.raw`\[([1-9][\d,\-]*)`,
		String.raw`\[((?:${pitch}[\d\/]*)+)\]${length}`,
		String.raw`(${pitch})${length}`,
		String.raw`([zx])${length}`,
		String.raw`Z(\d*)`,
		String.raw`(<+|>+)`,
		String.raw`([\s\S])`
	].join('|'),
	'gy'
);

/** Reads one line of music into its voice. */
export function readMusic(line: string, voice: Voice, events: LineEvents, losses: LossCounter): void {
	for (const found of line.matchAll(token)) {
		const [
			,
			quoted,
			decoration,
			slash,
			grace,
			p,
			q,
			r,
			field,
			value,
			bar,
			endings,
			loneEndings,
			chord,
			ct,
			cs,
			cb,
			note,
			nt,
			ns,
			nb,
			rest,
			rt,
			rs,
			rb,
			,
			broken,
			other
		] = found;
		if (quoted !== undefined) readQuoted(quoted, events, losses);
		else if (decoration !== undefined) decorate(decoration, voice, losses);
		else if (grace !== undefined)
			for (const name of grace.match(new RegExp(pitch, 'g')) ?? []) voice.strike([name], 0, slash === '/');
		else if (p !== undefined) voice.tuplet = toTuplet(Number(p), Number(q || 0), Number(r || 0));
		else if (field !== undefined) events.field(field, value ?? '');
		else if (bar !== undefined) events.barLine(bar, endings ?? '');
		else if (loneEndings !== undefined) events.barLine('', loneEndings);
		else if (chord !== undefined) strikeChord(chord, toUnits(ct, cs, cb), voice);
		else if (note !== undefined) voice.strike([note], voice.take(toUnits(nt, ns, nb)));
		else if (rest !== undefined) voice.rest(voice.take(toUnits(rt, rs, rb)));
		else if (found[0].startsWith('Z')) events.barRests(Math.min(1000, Number(found[0].slice(1) || 1)));
		else if (broken !== undefined) voice.break(broken);
		else if (other === '(') voice.waiting.opensSlurs++;
		else if (other === ')') voice.closeSlur();
		else if (other === '-') voice.tie();
		else if (other !== undefined && decorations.has(other)) decorate(other, voice, losses);
		else if (other !== undefined && !/[\s`\\$uvy*]/.test(other)) losses.add('text');
	}
}

function readQuoted(text: string, events: LineEvents, losses: LossCounter): void {
	const chord = /^[\^_<>@]/.test(text) ? undefined : fromChordName(text);
	if (chord === undefined) losses.add('text');
	else events.chord(chord);
}

function decorate(name: string, voice: Voice, losses: LossCounter): void {
	const mark = decorations.get(name);
	if (mark === undefined) losses.add('text');
	else voice.waiting.articulations.push(mark);
}

/** All notes of a chord are as long as its first. */
function strikeChord(inside: string, units: number, voice: Voice): void {
	const names = inside.match(new RegExp(pitch, 'g')) ?? [];
	const [, t, s, b] = new RegExp(`^${pitch}${length}`).exec(inside) ?? [];
	voice.strike(names, voice.take(units * toUnits(t, s, b)));
}

/** `3`, `3/2`, `/`, `//`: of the unit. */
function toUnits(top = '', slashes = '', bottom = ''): number {
	const over = top === '' ? 1 : Number(top);
	if (slashes === '') return over;
	return bottom === '' ? over / 2 ** slashes.length : over / Math.max(1, Number(bottom));
}

/** `(p:q:r`: p notes in the time of q, for the next r. */
function toTuplet(p: number, q: number, r: number): { left: number; factor: number } | null {
	const usual = [0, 1, 3, 2, 3, 2, 2, 2, 3, 2][p] ?? 2;
	return p < 2 ? null : { left: r > 0 ? r : p, factor: (q > 0 ? q : usual) / p };
}
