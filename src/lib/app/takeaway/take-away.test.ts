import { importer, model, Settings } from '@coderline/alphatab';
import { parseMidi } from 'midi-file';
import { afterAll, describe, expect, it } from 'vitest';
import { takeAwayChoiceSchema, type TakeAwayChoice } from '$contracts/score/take-away-choice.ts';
import { transcribeSettingsSchema, type NoteEvidence, type Transcription } from '$contracts/transcription.ts';
import { barStarts, cutBars, ticksPerQuarter as q, writeOut, type Score } from '$core/score/index.ts';
import { fromMxl } from '$formats/mxl/index.ts';
import { fromScoreJson } from '$formats/score-json/index.ts';
import { openMusicXmlSchema } from '../../../../tests/fixtures/scores/musicxml-schema.ts';
import { noteOf, scoreOf } from '../../../../tests/fixtures/scores/made-score.ts';
import { madeBand } from '../../../../tests/fixtures/scores/made-scores.ts';
import { hasPeer } from '../../../../tests/fixtures/scores/has-peer.ts';
import { allThroughMuseScore, peerNotes, throughMidicsv } from '../../../../tests/fixtures/scores/peers.ts';
import { makeFile } from '../../../../workers/takeaway/pipeline.ts';
import { takeAway, type TakeAwayOrder, type TakeAwaySources } from './take-away.ts';

const usual = takeAwayChoiceSchema.parse({});
const context = { signal: new AbortController().signal, onProgress: () => undefined };
const band = madeBand();
const slow = 120_000;

/** What the worker does, in this thread. */
const maker: TakeAwaySources['maker'] = {
	make: (order, { signal, onProgress }) => {
		let id = 0;
		return makeFile(order, { signal, onProgress: ({ fraction }) => onProgress(fraction), newId: () => `made${++id}` });
	}
};

const sourcesOf = (score: Score | null, more: Partial<TakeAwaySources> = {}): TakeAwaySources => {
	let id = 0;
	return {
		song: { title: 'Band', artist: 'Nobody' },
		score,
		transcription: null,
		isScoreOfNotes: false,
		isScoreEdited: false,
		music: null,
		printer: null,
		maker,
		newId: () => `new${++id}`,
		...more
	};
};

const orderOf = (choice: Partial<TakeAwayChoice>, more: Partial<TakeAwayOrder> = {}): TakeAwayOrder => ({
	choice: { ...usual, ...choice },
	range: null,
	partIds: null,
	...more
});

async function bytesOf(score: Score, choice: Partial<TakeAwayChoice>, more: Partial<TakeAwayOrder> = {}): Promise<Uint8Array> {
	const { content } = await takeAway(sourcesOf(score), orderOf(choice, more), context);
	return new Uint8Array(await content.arrayBuffer());
}

const textOf = async (...asked: Parameters<typeof bytesOf>): Promise<string> => new TextDecoder().decode(await bytesOf(...asked));

/** Without what players play their own way: grace notes, and how strings are played. */
const plainly = (score: Score): Score => ({
	...score,
	swings: [],
	parts: score.parts.map((part) => ({
		...part,
		notes: part.notes.filter(({ grace }) => grace === undefined).map(({ technique: _t, articulations: _a, ...note }) => note)
	}))
});

const onsets = (score: Score): string[] =>
	[
		...new Set(
			score.parts.flatMap(({ notes }) =>
				notes.filter(({ ticks }) => ticks > 0).map(({ tick, pitchMidi }) => `${(tick / q).toFixed(2)} ${pitchMidi}`)
			)
		)
	].sort();
const struck = (midi: Uint8Array): string[] =>
	[...new Set(peerNotes(midi).map(({ onset, pitch }) => `${onset.toFixed(2)} ${pitch}`))].sort();

/** How many bars there are until the last note has ended. */
const soundingBars = ({ bars, parts }: Score): number => {
	const last = Math.max(...parts.flatMap(({ notes }) => notes.map(({ tick, ticks }) => tick + ticks)));
	return barStarts(bars).filter((start) => start < last).length;
};

/** The whole, a range from its middle, and one across its repeat. */
const stretches: readonly (readonly [string, TakeAwayOrder['range']])[] = [
	['whole', null],
	['bars 3 to 5', { fromBar: 3, count: 3 }],
	['the repeat', { fromBar: 1, count: 3 }],
	['the pickup', { fromBar: 0, count: 1 }]
];
const cut = (score: Score, range: TakeAwayOrder['range']): Score => (range === null ? score : cutBars(score, range));

const schema = openMusicXmlSchema();
if (schema === null) console.log('skipped: the schema of MusicXML (MuseScore 3 or xmllint is not installed)');
afterAll(() => schema?.dispose());

describe.runIf(schema !== null)('MusicXML taken away', () => {
	it.each(stretches)('is as the schema has it: %s', async (_, range) => {
		expect(schema?.faultsOf(await textOf(band, { format: 'musicxml' }, { range }))).toEqual([]);
		expect(schema?.faultsOf(await textOf(band, { format: 'lead-sheet' }, { range }))).toEqual([]);
	});
});

describe.runIf(hasPeer('mscore3'))('what MuseScore 3 makes of files taken away', () => {
	it('is the same notes and bars, whole and cut, from MusicXML, MXL and MIDI', { timeout: slow }, async () => {
		const score = plainly(band);
		const forms = [
			['musicxml', 'musicxml'],
			['mxl', 'mxl'],
			['midi', 'mid']
		] as const;
		const asked = stretches.flatMap(([name, range]) => forms.map(([format, from]) => ({ name, range, format, from })));
		const files = await Promise.all(asked.map(({ format, range }) => bytesOf(score, { format }, { range })));
		const made = allThroughMuseScore([
			...files.map((bytes, index) => ({ bytes, from: asked[index]?.from ?? '', to: 'mid' })),
			...files.map((bytes, index) => ({ bytes, from: asked[index]?.from ?? '', to: 'musicxml' }))
		]);
		asked.forEach(({ name, range, format }, index) => {
			const [midi, xml] = [made[index], made[index + asked.length]];
			const expected = writeOut(cut(score, range));
			expect(midi ? struck(midi) : null, `${format}, ${name}`).toEqual(onsets(expected));
			const [first = ''] = /<part [^]*?<\/part>/.exec(new TextDecoder().decode(xml ?? new Uint8Array())) ?? [];
			// Empty bars at its end MuseScore leaves out of MIDI.
			const bars = format === 'midi' ? soundingBars(expected) : cut(score, range).bars.length;
			expect(first.match(/<measure /g)?.length, `bars of ${format}, ${name}`).toBe(bars);
		});
	});
});

describe.runIf(hasPeer('midicsv'))('what midicsv makes of MIDI taken away', () => {
	it.each([
		[{ playsRepeats: true, playsSwing: true, playsBends: true }],
		[{ playsRepeats: false, playsSwing: false, playsBends: false }]
	])('is a file without fault: %o', async (options) => {
		const lines = throughMidicsv(await bytesOf(band, { format: 'midi', ...options }));
		const count = (word: string): number => lines.filter((line) => line.includes(` ${word},`)).length;
		expect(count('Pitch_bend_c') > 0).toBe(options.playsBends);
		// Both hands, guitar, trumpet and drums, behind tempo and chords.
		expect(lines[0]).toBe('0, 0, Header, 1, 7, 480');
		expect(lines.filter((line) => line.includes('Marker_t, "Verse"')).length).toBe(1);
	});
});

describe('Guitar Pro taken away', () => {
	it.each(stretches)('has in alphaTab the notes of each bar: %s', async (_, range) => {
		const score = cut(plainly(band), range);
		const loaded = importer.ScoreLoader.loadScoreFromBytes(
			await bytesOf(plainly(band), { format: 'guitar-pro' }, { range }),
			new Settings()
		);
		expect(loaded.masterBars.length).toBe(score.bars.length);
		const starts = barStarts(score.bars);
		score.parts.forEach((part, at) => {
			const theirs = (loaded.tracks[at]?.staves ?? []).flatMap(({ bars }) =>
				bars.flatMap(({ voices, index }) =>
					voices.flatMap(({ beats }) =>
						beats
							.filter(({ graceType }) => graceType === model.GraceType.None)
							.flatMap(({ notes }) =>
								notes
									.filter(({ isTieDestination }) => !isTieDestination)
									.map((note) => `${index} ${note.isPercussion ? 'drum' : note.realValue}`)
							)
					)
				)
			);
			const ours = part.notes.map(
				({ tick, pitchMidi }) => `${starts.findLastIndex((start) => start <= tick)} ${part.isDrums ? 'drum' : pitchMidi}`
			);
			expect(theirs.sort(), part.name).toEqual(ours.sort());
		});
	});
});

describe('takeAway', () => {
	it.each(stretches)('gives JSON and MXL that read back as the same score: %s', async (_, range) => {
		const options = { scoreId: 'score', songId: 'song', fileName: 'a' };
		const json = fromScoreJson(await bytesOf(band, { format: 'json' }, { range }), options);
		expect(json).toEqual({ kind: 'read', score: cut(band, range), losses: {} });
		const mxl = await fromMxl(await bytesOf(band, { format: 'mxl' }, { range }), options);
		if (mxl.kind === 'fault') throw new Error(JSON.stringify(mxl.fault));
		expect(onsets(mxl.score)).toEqual(onsets(cut(band, range)));
		expect(mxl.score.bars.length).toBe(cut(band, range).bars.length);
	});

	it('takes the parts that are asked for, and says which bars in the name', async () => {
		const order = orderOf({ format: 'json' }, { partIds: ['p2'], range: { fromBar: 0, count: 3 } });
		const { content, fileName } = await takeAway(sourcesOf(band), order, context);
		expect(fileName).toBe('Band, bars 0 to 2 (score).json');
		expect((JSON.parse(await content.text()) as { score: Score }).score.parts.map(({ id }) => id)).toEqual(['p2']);
	});

	it('writes tab as wide as asked, and the melody of a lead sheet on one staff', async () => {
		const tab = await textOf(band, { format: 'ascii-tab', tabWidth: 44 });
		expect(
			Math.max(
				...tab
					.split('\n')
					.filter((line) => line.includes('|'))
					.map(({ length }) => length)
			)
		).toBeLessThanOrEqual(44);
		const sheet = await textOf(band, { format: 'lead-sheet' });
		expect(sheet.match(/<score-part /g)?.length).toBe(1);
		expect(sheet).not.toContain('<staves>');
		expect(sheet).toContain('<harmony');
	});

	it('gives pages through the printer: one file as it is, several in an archive', async () => {
		const pages = (count: number): TakeAwaySources['printer'] => ({
			printScore: (score, { format, pageSize, look }) =>
				Promise.resolve(
					Array.from({ length: count }, (_, at) => ({
						content: new Blob([`${score.bars.length} ${format} ${pageSize} ${look.staves}`]),
						fileName: `x-${at}`
					}))
				)
		});
		const order = orderOf({ format: 'png', pageSize: 'letter', staves: 'tab' }, { range: { fromBar: 1, count: 2 } });
		const one = await takeAway(sourcesOf(band, { printer: pages(1) }), order, context);
		expect([one.fileName, await one.content.text()]).toEqual(['Band, bars 1 to 2.png', '2 png letter tab']);
		const two = await takeAway(sourcesOf(band, { printer: pages(2) }), order, context);
		expect(two.fileName).toBe('Band, bars 1 to 2 (PNG).zip');
		expect(new TextDecoder('latin1').decode(await two.content.arrayBuffer())).toContain('Band, bars 1 to 2 2.png');
	});

	it('stops before it begins when it is told to', async () => {
		const signal = AbortSignal.abort();
		await expect(takeAway(sourcesOf(band), orderOf({}), { ...context, signal })).rejects.toThrow(/abort/i);
	});
});

describe('notes as they were heard', () => {
	const note = (id: string, onsetSeconds: number, pitchMidi: number): NoteEvidence => ({
		id,
		onsetSeconds,
		offsetSeconds: onsetSeconds + 0.4,
		pitchMidi,
		velocity: 80,
		confidence: 1
	});
	const transcription: Transcription = {
		schemaVersion: 1,
		id: 't',
		songId: 's',
		algorithm: 'test',
		inputSha256: '0'.repeat(64),
		settings: transcribeSettingsSchema.parse({}),
		preset: 'piano',
		presetConfidence: 1,
		durationSeconds: 8,
		createdAtMs: 0,
		notes: [note('e1', 0.03, 72), note('e2', 0.01, 48), note('e3', 2.05, 74)]
	};
	const written = (id: string, tick: number, pitch: number, staff: number): ReturnType<typeof noteOf> =>
		noteOf(`n${id}`, tick, q, pitch, { staff, evidence: { id, confidence: 1 } });
	const score = scoreOf([written('e2', 0, 48, 1), written('e1', 0, 72, 0), written('e3', 4 * q, 74, 0)]);
	const sources = sourcesOf(score, { transcription, isScoreOfNotes: true });
	const heard = async (
		more: Partial<TakeAwayOrder>,
		choice: Partial<TakeAwayChoice> = {},
		from = sources
	): Promise<Uint8Array> => {
		const { content } = await takeAway(from, orderOf({ format: 'midi', times: 'heard', ...choice }, more), context);
		return new Uint8Array(await content.arrayBuffer());
	};
	const seconds = (bytes: Uint8Array): string[] =>
		peerNotes(bytes)
			.map(({ onset, pitch }) => `${(onset * 0.5).toFixed(2)} ${pitch}`)
			.sort();

	it('have a track for each hand, in the bars of the score, at their own times', async () => {
		const bytes = await heard({});
		expect(seconds(bytes)).toEqual(['0.01 48', '0.03 72', '2.05 74']);
		expect(parseMidi(bytes).tracks.filter((track) => track.some(({ type }) => type === 'noteOn')).length).toBe(2);
	});

	it('have all that was heard, but what a person took out of the score', async () => {
		const extra = { ...transcription, notes: [...transcription.notes, note('e4', 1, 49)] };
		expect(seconds(await heard({}, {}, { ...sources, transcription: extra }))).toContain('1.00 49');
		expect(seconds(await heard({}, {}, { ...sources, transcription: extra, isScoreEdited: true }))).not.toContain('1.00 49');
	});

	it('of some bars begin with them', async () => {
		const range = { fromBar: 1, count: 1 };
		expect(seconds(await heard({ range }))).toEqual(['0.05 74']);
		expect(seconds(await heard({ range }, { playsBends: true }))).toEqual(['0.05 74']);
		const csv = await takeAway(sources, orderOf({ format: 'csv', times: 'heard' }, { range }), context);
		expect((await csv.content.text()).split('\r\n')[1]).toMatch(/^2\.05/);
	});

	it('go without a score, too, and as heard where another score was written from others', async () => {
		expect(seconds(await heard({}, {}, { ...sources, score: null }))).toEqual(['0.01 48', '0.03 72', '2.05 74']);
		expect(seconds(await heard({}, {}, { ...sources, isScoreOfNotes: false }))).toEqual(['0.01 48', '0.03 72', '2.05 74']);
		const json = await takeAway({ ...sources, score: null }, orderOf({ format: 'json' }), context);
		expect(JSON.parse(await json.content.text())).toMatchObject({ format: 'woodshed-notes' });
	});
});
