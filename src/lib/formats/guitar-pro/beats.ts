import { model } from '@coderline/alphatab';
import { ticksPerQuarter, type Clef, type Part, type ScoreNote, type Technique } from '$core/score/index.ts';

type DynamicMark = Part['dynamics'][number]['mark'];

const marks: readonly DynamicMark[] = ['ppp', 'pp', 'p', 'mp', 'mf', 'f', 'ff', 'fff'];
const velocities = [16, 33, 49, 64, 80, 96, 112, 126];

/** Guitar Pro says how loud each beat is; beyond its eight usual marks the nearest. */
export function toLoudness(dynamics: model.DynamicValue): { readonly mark: DynamicMark; readonly velocity: number } {
	const index =
		dynamics <= model.DynamicValue.FFF
			? dynamics
			: dynamics <= model.DynamicValue.PPPPPP
				? 0
				: dynamics <= model.DynamicValue.FFFFFF
					? 7
					: 5;
	return { mark: marks[index] ?? 'f', velocity: velocities[index] ?? 96 };
}

/** Written length of a beat, ticks: exact for every tuplet whose number divides 10,080. */
export function beatLength({
	duration,
	dots,
	tupletNumerator,
	tupletDenominator,
	graceType,
	overrideDisplayDuration
}: model.Beat): number {
	if (graceType !== model.GraceType.None) return 0;
	if (overrideDisplayDuration !== undefined) return (overrideDisplayDuration * ticksPerQuarter) / 960;
	// Below zero it counts whole notes: -2 is a breve.
	const base = duration > 0 ? (4 * ticksPerQuarter) / duration : 4 * ticksPerQuarter * -duration;
	const dotted = base * (2 - 0.5 ** dots);
	return tupletNumerator > 0 && tupletDenominator > 0 ? (dotted * tupletDenominator) / tupletNumerator : dotted;
}

export function toArticulations(note: model.Note): NonNullable<ScoreNote['articulations']> {
	const { ornament } = note;
	const isMordent = ornament === model.NoteOrnament.LowerMordent || ornament === model.NoteOrnament.UpperMordent;
	const isTurn = ornament === model.NoteOrnament.Turn || ornament === model.NoteOrnament.InvertedTurn;
	return [
		...(note.isStaccato ? (['staccato'] as const) : []),
		...(note.accentuated === model.AccentuationType.Normal ? (['accent'] as const) : []),
		...(note.accentuated === model.AccentuationType.Heavy ? (['marcato'] as const) : []),
		...(note.accentuated === model.AccentuationType.Tenuto ? (['tenuto'] as const) : []),
		...(note.beat.fermata === null ? [] : (['fermata'] as const)),
		...(note.isTrill ? (['trill'] as const) : []),
		...(isMordent ? (['mordent'] as const) : []),
		...(isTurn ? (['turn'] as const) : [])
	];
}

export function toTechnique(note: model.Note): Technique | undefined {
	const highest = note.hasBend ? (note.maxBendPoint?.value ?? 0) / 2 : 0;
	const { slideOutType, harmonicType } = note;
	const slide =
		slideOutType === model.SlideOutType.Shift ? 'shift' : slideOutType === model.SlideOutType.Legato ? 'legato' : undefined;
	const hasVibrato = note.vibrato !== model.VibratoType.None || note.beat.vibrato !== model.VibratoType.None;
	const technique: Technique = {
		...(highest > 0 ? { bendSemitones: Math.max(0.25, Math.min(4, highest)) } : {}),
		...(slide === undefined ? {} : { slide }),
		...(note.isHammerPullOrigin ? { isLegatoToNext: true } : {}),
		...(hasVibrato ? { hasVibrato: true } : {}),
		...(note.isPalmMute ? { isPalmMuted: true } : {}),
		...(note.isDead ? { isDead: true } : {}),
		...(harmonicType === model.HarmonicType.None
			? {}
			: { harmonic: harmonicType === model.HarmonicType.Natural ? 'natural' : 'artificial' })
	};
	return Object.keys(technique).length === 0 ? undefined : technique;
}

export function toClef(clef: model.Clef, ottava: model.Ottavia, isPercussion: boolean): Clef {
	const isBelow = ottava === model.Ottavia._8vb || ottava === model.Ottavia._15mb;
	if (isPercussion || clef === model.Clef.Neutral) return 'percussion';
	if (clef === model.Clef.C3) return 'alto';
	if (clef === model.Clef.C4) return 'tenor';
	if (clef === model.Clef.F4) return isBelow ? 'bass8vb' : 'bass';
	return isBelow ? 'treble8vb' : 'treble';
}
