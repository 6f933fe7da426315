import { ScoreLook } from '../score/look/score-look.svelte.ts';
import { ScorePrint } from '../score/look/score-print.svelte.ts';
import { scoreEvidence } from '../score/score-evidence.ts';
import { ScoreSession } from '../score/score-session.svelte.ts';
import type { Woodshed } from '../woodshed.svelte.ts';
import { prepareScoreSound } from './score-sound.ts';
import { SongSession } from './song-session.svelte.ts';

export interface RoomParts {
	readonly session: SongSession;
	readonly scoreSession: ScoreSession;
	readonly scoreLook: ScoreLook;
	readonly scorePrint: ScorePrint;
}

/** What stands in a song's room, opened for one song after another. */
export function roomParts(woodshed: Woodshed): RoomParts {
	const { sessionPorts, store, scoreWork, scorePrinter, sendToPrinter } = woodshed.roomPorts;
	const { locks, newId, nowMs } = sessionPorts;
	return {
		session: new SongSession(sessionPorts),
		scoreSession: new ScoreSession({
			store,
			locks,
			newId,
			nowMs,
			prepare: prepareScoreSound,
			evidenceOf: (song) => scoreEvidence({ store, work: scoreWork }, song),
			onSongChanged: () => void woodshed.library.load()
		}),
		scoreLook: new ScoreLook(store),
		scorePrint: new ScorePrint(scorePrinter, sendToPrinter)
	};
}
