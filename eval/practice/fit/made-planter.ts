import { plainContext, type TakeNote } from '../../../src/lib/core/practice/index.ts';
import { seededRandom } from '../../bootstrap.ts';
import type { PracticeItem } from '../dataset.ts';
import { courses, plantedKinds, type PlantedError, type PlantedTake } from '../planted-take.ts';

const pickAt = (from: readonly number[], turn: number): number => from[turn % from.length] ?? 0;

/**
 * The generator that thresholds are chosen by. It shares nothing with the one that figures are reported from
 * (`performance-planter.ts`): its music is made, its hand is a bell curve on a waving tempo, its errors come at even distances
 * with shifts from a short list.
 */
export function plantMade(song: PracticeItem, seed: number): PlantedTake {
	const random = seededRandom(seed * 15_485_863 + song.durationSeconds * 1000);
	const gaussian = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
	const course = courses[seed % courses.length] ?? 'straight';
	const hasErrors = seed % 3 !== 0;
	const isFree = course !== 'straight' || seed % 2 === 0;
	const { piece } = song;
	const driftShare = course === 'drift' ? (random() < 0.5 ? -0.15 : 0.15) : 0;
	const bars = piece.bars.length;
	const cut = Math.floor(bars / 2);
	const barStart = (bar: number): number => piece.bars[bar]?.startSeconds ?? song.durationSeconds;
	const wave = { size: 0.08 * random(), seconds: 5 + 6 * random() };
	const rate = isFree ? 0.75 + 0.5 * random() : 1;
	const end = song.durationSeconds;
	const clock = (song: number): number =>
		isFree
			? song / rate -
				(driftShare * (song / end - 1) * song) / (2 * rate) +
				wave.size * (wave.seconds / (2 * Math.PI)) * Math.sin((2 * Math.PI * song) / wave.seconds)
			: song;
	const plays: { from: number; to: number; later: number; attempt: number }[] =
		course === 'restart'
			? [
					{ from: 0, to: cut, later: 0, attempt: 0 },
					{ from: cut - 2, to: cut, later: clock(barStart(cut)) - clock(barStart(cut - 2)) + 0.7, attempt: 1 },
					{ from: cut, to: bars, later: clock(barStart(cut)) - clock(barStart(cut - 2)) + 0.7, attempt: 0 }
				]
			: course === 'skip'
				? [
						{ from: 0, to: cut, later: 0, attempt: 0 },
						{ from: cut + 1, to: bars, later: clock(barStart(cut)) - clock(barStart(cut + 1)), attempt: 0 }
					]
				: [{ from: course === 'lateStart' ? 2 : 0, to: bars, later: 0, attempt: 0 }];
	const hand = 0.008 + 0.01 * random();
	const performed = plays.flatMap(({ from, to, later, attempt }) =>
		piece.notes
			.filter(({ bar }) => bar >= from && bar < to)
			.map((note) => {
				const off = hand * gaussian();
				return {
					note,
					attempt,
					onsetSeconds: Math.max(0.01, clock(note.onsetSeconds) + later + off),
					offsetSeconds: clock(note.offsetSeconds) + later + off,
					pitchMidi: note.pitchMidi
				};
			})
	);
	const errors: PlantedError[] = [];
	const gone = new Set<number>();
	const added: TakeNote[] = [];
	const isClear = (seconds: number, pitchMidi: number, except = -1): boolean =>
		performed.every(
			(other, at) => at === except || other.pitchMidi !== pitchMidi || Math.abs(other.onsetSeconds - seconds) > 0.4
		);
	if (hasErrors) {
		const every = 9;
		for (let at = 4 + (seed % 3), turn = seed; at < performed.length - 3; at += every, turn++) {
			const one = performed[at];
			const kind = plantedKinds[turn % plantedKinds.length];
			if (one === undefined || kind === undefined) continue;
			const base = { expectedId: one.note.id, attempt: one.attempt };
			if (kind === 'missed') {
				gone.add(at);
				errors.push({ kind, ...base, seconds: one.onsetSeconds });
			} else if (kind === 'wrong') {
				const pitchMidi = one.pitchMidi + pickAt([1, -1, 2, -2, 3, -12, 5], turn);
				if (!isClear(one.onsetSeconds, pitchMidi)) continue;
				one.pitchMidi = pitchMidi;
				errors.push({ kind, ...base, seconds: one.onsetSeconds, pitchMidi });
			} else if (kind === 'extra') {
				const pitchMidi = one.note.pitchMidi + pickAt([1, -1, 2, -2, 6, 4], turn);
				const seconds = one.onsetSeconds + pickAt([0, 0.15, 0.02], turn);
				if (!isClear(seconds, pitchMidi)) continue;
				added.push({ onsetSeconds: seconds, offsetSeconds: seconds + 0.2, pitchMidi, velocity: 70, confidence: 1 });
				errors.push({ kind, attempt: one.attempt, seconds, pitchMidi });
			} else {
				const shift = (kind === 'late' ? 1 : -1) * (0.08 + 0.03 * (turn % 5));
				const seconds = one.onsetSeconds + shift;
				if (seconds < 0.02 || !isClear(seconds, one.pitchMidi, at) || !isClear(one.onsetSeconds, one.pitchMidi, at)) continue;
				one.onsetSeconds = seconds;
				one.offsetSeconds = Math.max(one.offsetSeconds, seconds + 0.06);
				errors.push({ kind, ...base, seconds, pitchMidi: one.pitchMidi });
			}
		}
	}
	const notes = [
		...performed.flatMap(({ note, onsetSeconds, offsetSeconds, pitchMidi }, at): TakeNote[] =>
			gone.has(at)
				? []
				: [
						{
							onsetSeconds,
							offsetSeconds: Math.max(offsetSeconds, onsetSeconds + 0.05),
							pitchMidi,
							velocity: note.velocity ?? 64,
							confidence: 1
						}
					]
		),
		...added
	].sort((a, b) => a.onsetSeconds - b.onsetSeconds);
	return {
		id: `${song.id}-${course}-${isFree ? 'free' : 'song'}-${hasErrors ? 'errors' : 'clean'}-${seed}`,
		itemId: song.id,
		group: song.group,
		course,
		piece,
		context: isFree
			? plainContext
			: { ...plainContext, mode: 'song', passes: [{ startSeconds: 0, endSeconds: end, takeSeconds: 0 }] },
		notes,
		errors,
		leftOut: new Set(course === 'skip' ? piece.notes.filter(({ bar }) => bar === cut).map(({ id }) => id) : []),
		driftShare
	};
}
