export { AnchorMap, type Anchor } from './anchor-map.ts';
export { equalPowerGains, volumeGain } from './balance.ts';
export {
	clickKinds,
	clicksOfBeats,
	clickVoices,
	toClickList,
	type Click,
	type ClickKind,
	type ClickList,
	type ClickVoice
} from './clicks.ts';
export { headroomGain } from './headroom.ts';
export { NoteCursor, toNoteList, type NoteList, type NoteSink } from './note-cursor.ts';
export { PartMix, partLevels, type PartSound } from './part-mix.ts';
export { frameAfter, framesUntilBreak, toFrameLoop, type FrameLoop, type PlaySequence } from './play-sequence.ts';
export { ringFrames, ringMemory, SampleRing, type RingMemory } from './sample-ring.ts';
