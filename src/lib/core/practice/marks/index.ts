export {
	countMarks,
	countVerdicts,
	markKindOf,
	markKinds,
	marksByNote,
	toSongMarks,
	type MarkKind,
	type SongMark
} from './song-marks.ts';
