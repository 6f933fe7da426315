import { fromChordName } from '$core/harmony/chord-names.ts';
import { fromKeyName } from '$core/harmony/keys.ts';
import type { MusicalKey } from '$core/harmony/chord.ts';
import { beatTicks, meterTicks, ticksPerQuarter, type Meter, type Score, type WrittenKey } from '$core/score/index.ts';
import { meterSchema } from '$core/score/score.ts';
import {
	checkCount,
	checkSize,
	createIds,
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

const directive = /^\s*\{\s*([a-z_]+)\s*(?:[:\s]\s*([^}]*))?\}\s*$/i;
const known =
	/^\s*\{\s*(title|t|subtitle|st|artist|key|time|tempo|capo|comment|c|start_of_\w+|so[a-z]|end_of_\w+|eo[a-z])\s*[:}\s]/im;

/** Whether text looks like ChordPro: a directive that it has, or chords in brackets among words. */
export const isChordPro = (text: string): boolean =>
	known.test(text) || /\[[A-G][b#]?(m|maj|min|sus|dim|aug|\d|\/|\])/.test(text);

/**
 * A Score from a ChordPro song: title, artist, key, time, tempo, sections and chords. In a grid chords stand at their beats; above words,
 * where nothing says how long, each has a bar. Words are lost: they belong to notes, and there are none.
 */
export function fromChordPro(bytes: Uint8Array, options: ReadingOptions): ScoreReading {
	return toReading(options, (losses) => {
		checkSize(bytes);
		const song = new Song(losses);
		for (const line of new TextDecoder().decode(bytes).split(/\r\n?|\n/)) song.readLine(line);
		return song.toScore(options);
	});
}

class Song {
	readonly #losses: LossCounter;
	readonly #nextId: IdMaker = createIds();
	readonly #bars: Score['bars'] = [];
	readonly #chords: Score['chords'] = [];
	readonly #sections: Score['sections'] = [];
	#title = '';
	#artist = '';
	#key: WrittenKey = plainKey;
	#meter: Meter = plainMeter;
	#bpm: number | undefined;
	#tick = 0;
	#environment = '';

	constructor(losses: LossCounter) {
		this.#losses = losses;
	}

	readLine(line: string): void {
		if (line.startsWith('#')) return;
		const [, name, value = ''] = directive.exec(line) ?? [];
		if (name !== undefined) this.#readDirective(name.toLowerCase(), value.trim());
		else if (this.#environment === 'grid') this.#readGrid(line);
		else if (this.#environment !== 'tab') this.#readWords(line);
	}

	toScore(options: ReadingOptions): Score {
		if (this.#bars.length === 0) throw new FormatFault('scoreEmpty');
		const bpm = this.#bpm;
		return finishScore(
			{
				title: this.#title,
				artist: this.#artist,
				bars: this.#bars,
				parts: [],
				tempoChanges:
					bpm === undefined ? [] : [{ tick: 0, secondsPerQuarter: (60 * ticksPerQuarter) / (bpm * beatTicks(this.#meter)) }],
				tempoMarks: bpm === undefined ? [] : [{ id: this.#nextId('t'), tick: 0, bpm, beatTicks: beatTicks(this.#meter) }],
				swings: [],
				chords: this.#chords,
				sections: this.#sections
			},
			options,
			this.#losses,
			true
		);
	}

	#readDirective(name: string, value: string): void {
		const opens = /^(?:start_of_|so)(\w+)$/.exec(name)?.[1];
		if (opens !== undefined) {
			this.#environment = opens === 'g' ? 'grid' : opens === 't' ? 'tab' : opens;
			const label = /^label="(.*)"$/.exec(value)?.[1] ?? value;
			const usual = { c: 'Chorus', chorus: 'Chorus', v: 'Verse', verse: 'Verse', b: 'Bridge', bridge: 'Bridge' }[opens];
			this.#addSection(label === '' ? (usual ?? '') : label);
		} else if (/^(end_of_|eo)\w+$/.test(name)) this.#environment = '';
		else if (name === 'title' || name === 't') this.#title = value;
		else if (name === 'artist' || name === 'subtitle' || name === 'st') this.#artist ||= value;
		else if (name === 'comment' || name === 'c') this.#addSection(value);
		else if (name === 'key') this.#key = toWrittenKey(fromKeyName(value)) ?? this.#key;
		else if (name === 'time') {
			const [beats = '', beatType = ''] = value.split('/');
			const meter = meterSchema.safeParse({ beats: Number(beats), beatType: Number(beatType) });
			if (meter.success) this.#meter = meter.data;
		} else if (name === 'tempo' && Number(value) > 0 && Number(value) <= 1000) this.#bpm ??= Number(value);
	}

	#addSection(label: string): void {
		if (label !== '' && !this.#sections.some(({ tick }) => tick === this.#tick)) {
			this.#sections.push({ id: this.#nextId('s'), tick: this.#tick, label: label.slice(0, 80) });
		}
	}

	#addBar(ticks: number): void {
		checkCount(this.#bars.length + 1, scoreLimits.maxBars, 'bars');
		this.#bars.push({ id: this.#nextId('b'), ticks, meter: this.#meter, key: this.#key });
		this.#tick += ticks;
	}

	#addChord(name: string, tick: number): void {
		const chord = fromChordName(name);
		if (chord === undefined) this.#losses.add('text');
		else this.#chords.push({ id: this.#nextId('c'), tick, chord });
	}

	/** Cells share their bar: as many as it has beats stand on them. */
	#readGrid(line: string): void {
		const bars = line.split(/[|:]+/).map((bar) =>
			bar
				.trim()
				.split(/\s+/)
				.filter((cell) => cell !== '')
		);
		for (const cells of bars.filter(({ length }) => length > 0)) {
			const full = meterTicks(this.#meter);
			const beat = beatTicks(this.#meter);
			// Fewer cells than beats are a bar that is cut, as a pickup is.
			const ticks = cells.length * beat < full && cells.length > 1 ? cells.length * beat : full;
			cells.forEach((cell, i) => {
				if (/^[A-GN]/.test(cell)) this.#addChord(cell, this.#tick + Math.round((i * ticks) / cells.length));
			});
			this.#addBar(ticks);
		}
	}

	#readWords(line: string): void {
		if (line.replace(/\[[^\]]*\]/g, '').trim() !== '') this.#losses.add('text');
		for (const [, name = ''] of line.matchAll(/\[([^\]*][^\]]*)\]/g)) {
			this.#addChord(name, this.#tick);
			this.#addBar(meterTicks(this.#meter));
		}
	}
}

function toWrittenKey(key: MusicalKey | null): WrittenKey | null {
	if (key === null) return null;
	const major = key.mode === 'major' ? key.tonic : (key.tonic + 3) % 12;
	const fifths = (7 * major) % 12;
	return { fifths: fifths > 6 ? fifths - 12 : fifths, mode: key.mode };
}
