import { notateStaff, type WrittenBar, type WrittenVoice } from '$core/score/notate/index.ts';
import { barNumbers, ticksPerQuarter, type Clef, type Part, type Score } from '$core/score/index.ts';
import { createLinks } from './links.ts';
import { tag } from './tags.ts';
import { attributesXml, clefXml } from './write-attributes.ts';
import { barClosing, barOpening, barSigns, barWords } from './write-barlines.ts';
import { chordDirections, partDirections, scoreDirections, type Direction } from './write-directions.ts';
import { eventXml, type NoteContext } from './write-note.ts';
import type { MusicXmlOptions } from './options.ts';

interface StaffOut {
	readonly bars: readonly WrittenBar[];
	readonly clef: Clef;
	readonly showsStrings: boolean;
	readonly showsWords: boolean;
}

interface PartOptions extends MusicXmlOptions {
	/** What is said once for all stands with the first part. */
	readonly isFirst: boolean;
}

const voicesAStaff = 4;

/** The measures of one part. A part with strings and frets has a tab staff below its own. */
export function partXml(score: Score, given: Part, partId: string, { isFirst, tab, clock }: PartOptions): string {
	const part = withOctaveClef(given);
	const staves = toStaves(score, part, tab);
	const directions = [
		...(isFirst ? [...scoreDirections(score, clock), ...chordDirections(score, part.transposeSemitones)] : []),
		...partDirections(part, staves.length)
	].sort((a, b) => a.tick - b.tick);
	const unit = durationUnit(staves, directions, part);
	const numbers = barNumbers(score.bars);
	const links = createLinks(part);
	const toDuration = (ticks: number): number => Math.round(ticks / unit);
	const context = (staff: StaffOut, index: number, voice: number): NoteContext => ({
		partId,
		isDrums: part.isDrums,
		staff: staves.length > 1 ? index + 1 : undefined,
		voice: index * voicesAStaff + voice + 1,
		toDuration,
		showsStrings: staff.showsStrings,
		showsWords: staff.showsWords,
		links: (note, isFirstHead, isLastHead) =>
			links(note, isFirstHead, isLastHead, { slurs: staff.showsWords, strings: staff.showsStrings })
	});
	let taken = 0;
	const clefs = staves.map(({ clef }) => clef);
	const measures = score.bars.map((bar, index) => {
		const written = staves.map(({ bars }) => bars[index]);
		const [first] = written;
		if (first === undefined) return '';
		const endTick = first.startTick + first.ticks;
		const from = taken;
		const isLast = index === score.bars.length - 1;
		while (taken < directions.length && belongs(directions[taken], endTick, isLast)) taken++;
		const said = directions.slice(from, taken);
		const voices = written.flatMap((one, staff) =>
			(one?.voices ?? []).map((voice) => {
				const out = staves[staff];
				return out === undefined
					? ''
					: voiceXml(
							voice,
							first,
							context(out, staff, voice.voice),
							staff === 0 && voice === one?.voices[0] ? said : [],
							clefChanges(part, staff, first, voice === one?.voices[0], staves.length)
						);
			})
		);
		const back = tag('backup', tag('duration', toDuration(first.ticks)));
		return tag(
			'measure',
			barOpening(score.bars, index) +
				attributesXml(
					first,
					staves[0]?.bars[index - 1],
					part,
					{ clefs, showsStringLines: tab === 'within' },
					ticksPerQuarter / unit
				) +
				(isFirst ? barSigns(bar) : '') +
				voices.join(back) +
				(isFirst ? barWords(bar) : '') +
				barClosing(score.bars, index),
			{ number: numbers[index], implicit: bar.isPickup === true ? 'yes' : undefined }
		);
	});
	return tag('part', measures.join('\n'), { id: partId });
}

/** Ends that stand on a bar line belong to the bar before it. */
function belongs(direction: Direction | undefined, endTick: number, isLast: boolean): boolean {
	return direction !== undefined && (direction.tick < endTick || (direction.tick === endTick && direction.isEnd) || isLast);
}

/**
 * A fretted part that is written an octave up says so by its clef: programs that put a part's transposition on its tab staff too
 * would find other frets.
 */
function withOctaveClef(part: Part): Part {
	const [staff] = part.staves;
	if (part.fretboard === undefined || part.transposeSemitones !== -12 || part.staves.length > 1) return part;
	if (staff?.clef !== 'treble' && staff?.clef !== 'bass') return part;
	return { ...part, transposeSemitones: 0, staves: [{ clef: `${staff.clef}8vb` }] };
}

function toStaves(score: Score, part: Part, tab: PartOptions['tab']): StaffOut[] {
	// Pitches in the file are those that sound: octave signs do not move them.
	const plain = { ...part, ottavas: [] };
	const own = part.staves.map(({ clef }, staff): StaffOut => ({
		bars: notateStaff(score, plain, staff),
		clef,
		showsStrings: true,
		showsWords: true
	}));
	const [only] = own;
	const hasTab =
		part.fretboard !== undefined &&
		own.length === 1 &&
		only !== undefined &&
		only.clef !== 'tab' &&
		part.notes.some(({ string }) => string !== undefined);
	if (!hasTab || tab === 'within') return own;
	return [
		{ ...only, showsStrings: false },
		{ ...only, clef: 'tab', showsStrings: true, showsWords: false }
	];
}

/** One voice of a bar; what is said in the bar stands with its first voice. */
function voiceXml(
	voice: WrittenVoice,
	bar: WrittenBar,
	context: NoteContext,
	said: readonly Direction[],
	clefs: readonly { readonly tick: number; readonly xml: string }[]
): string {
	let taken = 0;
	let clefsTaken = 0;
	const pieces = voice.events.map((event, at) => {
		let before = '';
		while (clefsTaken < clefs.length && (clefs[clefsTaken]?.tick ?? Infinity) <= event.tick)
			before += clefs[clefsTaken++]?.xml ?? '';
		for (; taken < said.length; taken++) {
			const next = said[taken];
			if (next === undefined || next.tick >= event.tick + event.ticks) break;
			const offset = context.toDuration(next.tick - event.tick);
			before += next.xml(offset === 0 ? '' : tag('offset', offset));
		}
		return before + eventXml(voice, at, context);
	});
	const after = said.slice(taken).map((direction) => {
		const offset = context.toDuration(direction.tick - bar.startTick - bar.ticks);
		return direction.xml(offset === 0 ? '' : tag('offset', offset));
	});
	return pieces.join('') + after.join('');
}

function clefChanges(
	part: Part,
	staff: number,
	bar: WrittenBar,
	isFirstVoice: boolean,
	staffCount: number
): { tick: number; xml: string }[] {
	if (!isFirstVoice) return [];
	return part.clefChanges
		.filter(
			(change) =>
				change.staff === staff && change.tick >= bar.startTick && change.tick < bar.startTick + bar.ticks && change.tick > 0
		)
		.map(({ tick, clef }) => ({ tick, xml: tag('attributes', clefXml(clef, staffCount > 1 ? staff + 1 : undefined)) }));
}

/** Ticks in one division of the file: the largest that all lengths and places are multiples of. */
function durationUnit(staves: readonly StaffOut[], directions: readonly Direction[], part: Part): number {
	let unit = ticksPerQuarter;
	const include = (ticks: number): void => {
		unit = gcd(unit, Math.abs(ticks));
	};
	for (const { bars } of staves) {
		for (const bar of bars) {
			include(bar.ticks);
			for (const voice of bar.voices) for (const { ticks } of voice.events) include(ticks);
		}
	}
	for (const { tick } of [...directions, ...part.clefChanges]) include(tick);
	return unit;
}

function gcd(a: number, b: number): number {
	return b === 0 ? a : gcd(b, a % b);
}
