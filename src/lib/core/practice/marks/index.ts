export { countMarks, markKindOf, markKinds, marksByNote, toSongMarks, type MarkKind, type SongMark } from './song-marks.ts';
