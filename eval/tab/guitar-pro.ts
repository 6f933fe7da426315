import { importer, Settings, type model } from '@coderline/alphatab';
import type { FingerNote } from '../../src/lib/core/fretboard/fingering/index.ts';
import type { TabItem } from './dataset.ts';

/** General MIDI programmes of guitars and basses, from 0. */
const guitars = { from: 24, to: 31 };
const basses = { from: 32, to: 39 };
const fretCount = 24;
const ticksPerQuarter = 960;

/**
 * The guitar and bass tracks of a Guitar Pro file as alphaTab reads it, one item each. Tied notes are one, dead notes have no
 * pitch and are none; a keyboard's track has strings too, which nobody chose.
 */
export function readGuitarPro(file: string, bytes: Uint8Array): TabItem[] {
	const score = importer.ScoreLoader.loadScoreFromBytes(new Uint8Array(bytes), new Settings());
	return score.tracks.flatMap((track) =>
		track.staves.flatMap((staff): TabItem[] => {
			const { program } = track.playbackInfo;
			const isBass = program >= basses.from && program <= basses.to;
			if (staff.isPercussion || staff.tuning.length === 0 || (!isBass && (program < guitars.from || program > guitars.to)))
				return [];
			const { notes, chosen } = toNotes(staff, score.tempo);
			if (notes.length === 0) return [];
			const id = `${file}:${track.name.replaceAll(' ', '-')}`;
			const fretboard = { openMidi: [...staff.tuning], capoFret: staff.capo, fretCount };
			return [{ id, group: isBass ? 'bass' : 'guitar', fretboard, notes, chosen }];
		})
	);
}

function toNotes(staff: model.Staff, startBpm: number): Pick<TabItem, 'notes' | 'chosen'> {
	const clock = toClock(staff, startBpm);
	const notes: FingerNote[] = [];
	const chosen: number[] = [];
	for (const bar of staff.bars)
		for (const voice of bar.voices)
			for (const beat of voice.beats)
				for (const note of beat.notes) {
					if (!note.isStringed || note.isDead || note.isTieDestination) continue;
					const onsetTick = beat.absolutePlaybackStart;
					const endTick = Math.max(onsetTick + 1, endOf(note));
					// alphaTab counts strings from the lowest and lists their tuning from the highest.
					const string = staff.tuning.length + 1 - note.string;
					notes.push({
						id: `${note.id}`,
						onsetTick,
						endTick,
						onsetSeconds: clock(onsetTick),
						endSeconds: clock(endTick),
						pitchMidi: (staff.tuning[string - 1] ?? 0) + staff.capo + note.fret
					});
					chosen.push(string);
				}
	return { notes, chosen };
}

/** Where a note ends, ticks; with all that it is tied to. */
function endOf(note: model.Note): number {
	let last = note;
	for (let links = 0; last.tieDestination !== null && links < 1000; links++) last = last.tieDestination;
	return last.beat.absolutePlaybackStart + last.beat.playbackDuration;
}

/** Seconds of a tick, tempo by bars. */
function toClock(staff: model.Staff, startBpm: number): (tick: number) => number {
	let bpm = startBpm;
	let seconds = 0;
	let from = 0;
	const bars: { tick: number; seconds: number; perTick: number }[] = [];
	for (const { masterBar } of staff.bars) {
		seconds += ((masterBar.start - from) * 60) / (bpm * ticksPerQuarter);
		from = masterBar.start;
		bpm = masterBar.tempoAutomations[0]?.value ?? bpm;
		bars.push({ tick: from, seconds, perTick: 60 / (bpm * ticksPerQuarter) });
	}
	return (tick) => {
		const bar = bars.findLast((each) => each.tick <= tick) ?? bars[0];
		return bar === undefined ? 0 : bar.seconds + (tick - bar.tick) * bar.perTick;
	};
}
