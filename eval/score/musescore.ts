import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeMidi, type MidiData, type MidiEvent } from 'midi-file';
import type { EvidenceNote } from '../../src/lib/core/rhythm/index.ts';
import { toPrintedPage, type ComparedPage } from './compared-page.ts';
import type { KnownBeats } from './dataset.ts';
import type { KnownTime } from './known-times.ts';
import { readPrintedScore } from './printed-score.ts';

const ticksPerBeat = 480;
const patienceMs = 120_000;

/**
 * MuseScore 3's import of a MIDI file that has the performance's notes, and its beats as tempo changes: it is told all that
 * we are. Null where `mscore3` is not installed.
 */
export function importWithMuseScore(notes: readonly EvidenceNote[], beats: KnownBeats): ComparedPage | null {
	const folder = mkdtempSync(join(tmpdir(), 'musescore-'));
	try {
		const { bytes, times } = toPerformanceMidi(notes, beats);
		const midi = join(folder, 'performance.mid');
		const xml = join(folder, 'performance.musicxml');
		writeFileSync(midi, bytes);
		const run = spawnSync('mscore3', ['-o', xml, midi], {
			env: { ...process.env, QT_QPA_PLATFORM: 'offscreen', HOME: folder, XDG_RUNTIME_DIR: folder },
			timeout: patienceMs,
			stdio: 'ignore'
		});
		if (run.error !== undefined && 'code' in run.error && run.error.code === 'ENOENT') return null;
		return toPrintedPage(readPrintedScore(readFileSync(xml, 'utf8')), times);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

interface Timed {
	readonly tick: number;
	readonly event: MidiEvent;
}

/** Every beat 480 ticks; what is played before the first downbeat lies in a bar that is counted in front. */
function toPerformanceMidi(
	notes: readonly EvidenceNote[],
	{ beatsSeconds, downbeats, beatsPerBar, division }: KnownBeats
): { bytes: Uint8Array; times: KnownTime[] } {
	const quartersPerBeat = division === 3 ? 1.5 : 1;
	const lead = 2 * beatsPerBar - (downbeats[0] ?? 0);
	const first = beatsSeconds[0] ?? 0;
	const step = ((beatsSeconds.at(-1) ?? 0) - first) / Math.max(1, beatsSeconds.length - 1);
	const last = beatsSeconds.at(-1) ?? 0;
	const all = [
		...Array.from({ length: lead }, (_, at) => first - (lead - at) * step),
		...beatsSeconds,
		...Array.from({ length: 2 * beatsPerBar }, (_, at) => last + (at + 1) * step)
	];
	const times = all.map((seconds, beat) => ({ quarters: beat * quartersPerBeat, seconds }));
	const tickAt = (seconds: number): number => {
		let beat = 0;
		while (beat + 2 < all.length && (all[beat + 1] ?? Infinity) <= seconds) beat++;
		const from = all[beat] ?? 0;
		const to = all[beat + 1] ?? from + step;
		return Math.max(0, Math.round((beat + (seconds - from) / (to - from)) * quartersPerBeat * ticksPerBeat));
	};
	const meter: MidiEvent = {
		deltaTime: 0,
		type: 'timeSignature',
		numerator: division === 3 ? 3 * beatsPerBar : beatsPerBar,
		denominator: division === 3 ? 8 : 4,
		metronome: 24,
		thirtyseconds: 8
	};
	const events: Timed[] = [{ tick: 0, event: meter }];
	for (let beat = 0; beat + 1 < all.length; beat++) {
		const microsecondsPerBeat = Math.round((((all[beat + 1] ?? 0) - (all[beat] ?? 0)) * 1e6) / quartersPerBeat);
		const event: MidiEvent = { deltaTime: 0, type: 'setTempo', microsecondsPerBeat };
		events.push({ tick: beat * quartersPerBeat * ticksPerBeat, event });
	}
	for (const { onsetSeconds, offsetSeconds, pitchMidi, velocity } of notes) {
		const tick = tickAt(onsetSeconds);
		const own = { deltaTime: 0, channel: 0, noteNumber: pitchMidi } as const;
		events.push({ tick, event: { ...own, type: 'noteOn', velocity } });
		events.push({ tick: Math.max(tick + 1, tickAt(offsetSeconds)), event: { ...own, type: 'noteOff', velocity: 0 } });
	}
	// A key is let go before it is struck again.
	const rank = ({ event }: Timed): number => (event.type === 'noteOn' ? 2 : event.type === 'noteOff' ? 1 : 0);
	events.sort((a, b) => a.tick - b.tick || rank(a) - rank(b));
	let before = 0;
	const track = events.map(({ tick, event }): MidiEvent => {
		const deltaTime = tick - before;
		before = tick;
		return { ...event, deltaTime };
	});
	const data: MidiData = {
		header: { format: 0, numTracks: 1, ticksPerBeat },
		tracks: [[...track, { deltaTime: 0, type: 'endOfTrack' }]]
	};
	return { bytes: Uint8Array.from(writeMidi(data)), times };
}
