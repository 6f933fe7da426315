import type { SongDesk } from '../song/song-desk.svelte.ts';
import type { Transport } from '../transport/transport.svelte.ts';
import type { Woodshed } from '../woodshed.svelte.ts';
import { barsOfSeconds } from './bar-range.ts';
import { TakeAwayDesk } from './take-away-desk.svelte.ts';

/** Taking away the song that lies on the desk. @param say words for a screen reader */
export function songTakeAway(
	desk: SongDesk,
	woodshed: Woodshed,
	transport: Pick<Transport, 'loop'>,
	say: (text: string) => void
): TakeAwayDesk {
	return new TakeAwayDesk({
		sources: () => {
			const { song, transcription } = desk.session;
			const { score, hasNewEvidence, isEdited, newId } = desk.score.session;
			return song === null
				? null
				: {
						song,
						score,
						transcription,
						isScoreOfNotes: score?.origin === 'heard' && !hasNewEvidence,
						isScoreEdited: isEdited,
						music: desk.room.desk.effective,
						printer: woodshed.scorePrinter,
						maker: woodshed.fileMaker,
						newId
					};
		},
		writeScore: () => desk.lookAtScore(),
		markedBars: (score) => {
			const { cursor } = desk.score;
			if (cursor.range !== null) return cursor.barsIn(score);
			return transport.loop === null ? null : barsOfSeconds(score, transport.loop);
		},
		choice: () => woodshed.preferences.value.takeAway,
		keepChoice: (takeAway) => void woodshed.preferences.change({ takeAway }),
		save: (content, fileName) => woodshed.saveFile(content, fileName),
		say
	});
}
