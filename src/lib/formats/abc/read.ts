import {
	meterTicks,
	ticksPerQuarter,
	type Clef,
	type Meter,
	type Score,
	type ScoreBar,
	type WrittenKey
} from '$core/score/index.ts';
import {
	checkCount,
	checkSize,
	createIds,
	emptyPart,
	finishScore,
	FormatFault,
	plainKey,
	plainMeter,
	scoreLimits,
	toReading,
	type IdMaker,
	type LossCounter,
	type ReadingOptions,
	type ScoreReading
} from '../score-draft/index.ts';
import { toClef, toKey, toMeter, toTempo, toUnitTicks, usualUnitTicks } from './fields.ts';
import { readMusic } from './music.ts';
import { Voice } from './voice.ts';
import { giveWords } from './words.ts';

/** Whether text is ABC: it numbers a tune and names its key. */
export const isAbc = (text: string): boolean => /^X:\s*\d/m.test(text) && /^K:/m.test(text);

/**
 * A Score from the first tune of an ABC 2.1 file: voices as parts, keys with their modes, tuplets, broken rhythm, ties, grace notes, repeats
 * and endings, chord symbols, words. Bars are those of the first voice.
 */
export function fromAbc(bytes: Uint8Array, options: ReadingOptions): ScoreReading {
	return toReading(options, (losses) => {
		checkSize(bytes);
		const text = new TextDecoder().decode(bytes);
		if (!isAbc(text)) throw new FormatFault('notScore', {}, 'no X: and K:');
		const tune = new Tune(losses);
		const lines = text.split(/\r\n?|\n/);
		const start = lines.findIndex((line) => /^X:/.test(line));
		for (const line of lines.slice(start + 1)) {
			// An empty line ends a tune.
			if (line.trim() === '' || /^X:/.test(line)) break;
			tune.readLine(line.replace(/(^|[^\\])%.*$/, '$1'));
		}
		return tune.toScore(options);
	});
}

interface OpenVoice {
	readonly voice: Voice;
	name: string;
	clef: Clef;
}

class Tune {
	readonly #losses: LossCounter;
	readonly #nextId: IdMaker = createIds();
	readonly #voices = new Map<string, OpenVoice>();
	readonly #bars: ScoreBar[] = [];
	readonly #chords: Score['chords'] = [];
	readonly #sections: Score['sections'] = [];
	readonly #tempos: Score['tempoMarks'] = [];
	#title = '';
	#composer = '';
	#meter: Meter = plainMeter;
	#key: WrittenKey = plainKey;
	#clef: Clef = 'treble';
	#unitTicks: number | null = null;
	#isBody = false;
	#current: OpenVoice | null = null;
	#barStart = 0;
	#startsRepeat = false;
	#endings: number[] | undefined;

	constructor(losses: LossCounter) {
		this.#losses = losses;
	}

	readLine(line: string): void {
		const [, letter, value = ''] = /^([A-Za-z+]):(.*)$/.exec(line) ?? [];
		if (letter === 'w') {
			const open = this.#current;
			if (open !== null) giveWords(value, open.voice.notes.slice(open.voice.lineStart));
		} else if (letter !== undefined && !/^\|/.test(value)) this.#readField(letter, value);
		else if (this.#isBody && line.trim() !== '') this.#readMusic(line);
	}

	toScore(options: ReadingOptions): Score {
		const first = [...this.#voices.values()][0];
		if (first === undefined) throw new FormatFault('scoreEmpty');
		if (first.voice.tick > this.#barStart) this.#closeBar(first.voice, '');
		if (this.#bars.length === 0) throw new FormatFault('scoreEmpty');
		return finishScore(
			{
				title: this.#title,
				artist: this.#composer,
				bars: this.#bars,
				parts: [...this.#voices.values()].map(({ voice, name, clef }) => ({
					...emptyPart(this.#nextId('p'), name),
					staves: [{ clef }],
					isDrums: clef === 'percussion',
					notes: voice.notes,
					slurs: voice.slurs
				})),
				tempoChanges: this.#tempos.map(({ tick, bpm, beatTicks }) => ({
					tick,
					secondsPerQuarter: (60 * ticksPerQuarter) / (bpm * beatTicks)
				})),
				tempoMarks: this.#tempos,
				swings: [],
				chords: this.#chords,
				sections: this.#sections
			},
			options,
			this.#losses,
			false
		);
	}

	#readField(letter: string, value: string): void {
		if (letter === 'T') this.#title ||= value.trim();
		else if (letter === 'C') this.#composer ||= value.trim();
		else if (letter === 'M') this.#meter = toMeter(value) ?? this.#meter;
		else if (letter === 'L') this.#setUnit(toUnitTicks(value));
		else if (letter === 'Q') this.#addTempo(value);
		else if (letter === 'P' && this.#isBody) this.#addSection(value.trim());
		else if (letter === 'V') this.#openVoice(value);
		else if (letter === 'K') this.#setKey(value);
	}

	#setUnit(ticks: number | null): void {
		if (ticks === null) return;
		this.#unitTicks = ticks;
		if (this.#current !== null) this.#current.voice.unitTicks = ticks;
	}

	#setKey(value: string): void {
		this.#key = toKey(value) ?? this.#key;
		const clef = toClef(value.replace(/^\s*[A-G][b#]?\w*/, ''));
		if (clef !== null && !this.#isBody) this.#clef = clef;
		if (this.#current !== null) this.#current.voice.key = this.#key;
		this.#isBody = true;
	}

	#addTempo(value: string): void {
		const tempo = toTempo(value);
		const tick = Math.round(this.#current?.voice.tick ?? 0);
		if (tempo !== null && !this.#tempos.some((mark) => mark.tick === tick))
			this.#tempos.push({ id: this.#nextId('t'), tick, ...tempo });
	}

	#addSection(label: string): void {
		const tick = Math.round(this.#current?.voice.tick ?? 0);
		if (label !== '' && !this.#sections.some((section) => section.tick === tick))
			this.#sections.push({ id: this.#nextId('s'), tick, label: label.slice(0, 80) });
	}

	#openVoice(value: string): OpenVoice {
		const name = /^\s*(\S+)/.exec(value)?.[1] ?? '1';
		const known = this.#voices.get(name);
		const clef = toClef(value.replace(/^\s*\S+/, ''));
		if (known !== undefined) {
			this.#current = known;
			if (clef !== null) known.clef = clef;
			return known;
		}
		checkCount(this.#voices.size + 1, scoreLimits.maxParts, 'parts');
		const voice = new Voice(this.#nextId, this.#losses);
		const open = {
			voice,
			name: /name="([^"]*)"/.exec(value)?.[1] ?? (value.trim() === '' ? '' : name),
			clef: clef ?? this.#clef
		};
		this.#voices.set(name, open);
		this.#current = open;
		return open;
	}

	#readMusic(line: string): void {
		const open = this.#current ?? this.#openVoice('');
		const { voice } = open;
		if (voice.notes.length === 0 && voice.tick === 0) {
			voice.unitTicks = this.#unitTicks ?? usualUnitTicks(this.#meter);
			voice.key = this.#key;
		}
		voice.lineStart = voice.notes.length;
		const isFirst = [...this.#voices.values()][0] === open;
		readMusic(
			line,
			voice,
			{
				barLine: (signs, endings) => {
					if (isFirst) this.#closeBar(voice, signs, endings);
					voice.endBar();
				},
				field: (letter, value) => this.#readField(letter, value),
				chord: (chord) => {
					const tick = Math.round(voice.tick);
					if (!this.#chords.some((mark) => mark.tick === tick)) this.#chords.push({ id: this.#nextId('c'), tick, chord });
				},
				barRests: (count) => {
					for (let i = 0; i < count; i++) {
						voice.rest(meterTicks(this.#meter));
						if (isFirst && i < count - 1) this.#closeBar(voice, '|');
					}
				}
			},
			this.#losses
		);
	}

	#closeBar(voice: Voice, signs: string, endings = ''): void {
		const tick = Math.round(voice.tick);
		const ticks = tick - this.#barStart;
		if (ticks > 0) {
			checkCount(this.#bars.length + 1, scoreLimits.maxBars, 'bars');
			const isShort = ticks < meterTicks(this.#meter);
			this.#bars.push({
				id: this.#nextId('b'),
				ticks,
				meter: this.#meter,
				key: this.#key,
				...(this.#startsRepeat ? { startsRepeat: true } : {}),
				...(/^:/.test(signs) ? { endsRepeatTimes: 2 } : {}),
				...(this.#endings === undefined ? {} : { endings: this.#endings }),
				...(isShort && this.#bars.length === 0 ? { isPickup: true } : {})
			});
			this.#startsRepeat = false;
			// An ending lasts to its repeat, or to a line that is more than plain.
			if (/^:|\|\||\]/.test(signs)) this.#endings = undefined;
			this.#barStart = tick;
		}
		if (/:$/.test(signs)) this.#startsRepeat = true;
		const numbers = endings
			.split(/[,-]/)
			.map(Number)
			.filter((number) => Number.isInteger(number) && number >= 1 && number <= 99);
		if (numbers.length > 0) this.#endings = numbers;
	}
}
