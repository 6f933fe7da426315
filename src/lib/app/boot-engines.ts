import type { AnalysePort, ConvertPort, DecodePort, TranscribePort } from '$contracts/engine-ports.ts';
import type { BackupWorker } from '$contracts/workers/backup.contract.ts';
import type { JudgePort } from '$contracts/workers/judge.contract.ts';
import type { LayTakePort } from '$contracts/playback/lay-take.contract.ts';
import type { ScoreWork } from '$contracts/workers/score.contract.ts';
import type { FileMaker } from '$contracts/workers/take-away.contract.ts';
import { createConvertClient } from '../adapters/workers/convert-client.ts';
import {
	createAnalyseClient,
	createBackupClient,
	createDecodeClient,
	createTranscribeClient
} from '../adapters/workers/engine-clients.ts';
import { createJudgeClient } from '../adapters/workers/judge-client.ts';
import { createLayClient } from '../adapters/workers/lay-client.ts';
import { createScoreClient } from '../adapters/workers/score-client.ts';
import { createTakeAwayClient } from '../adapters/workers/take-away-client.ts';

/** Whatever works in a thread of its own. */
export interface Engines {
	readonly decoder: DecodePort;
	readonly transcriber: TranscribePort;
	readonly analyst: AnalysePort;
	readonly converter: ConvertPort;
	readonly scoreWork: ScoreWork;
	readonly fileMaker: FileMaker;
	readonly packer: BackupWorker;
	readonly judge: JudgePort;
	readonly layer: LayTakePort;
}

/** The doors to the workers: a visit fetches them with the first work there is. Each worker starts at its first call. */
export function openEngines(): Engines {
	return {
		decoder: createDecodeClient(),
		transcriber: createTranscribeClient(),
		analyst: createAnalyseClient(),
		converter: createConvertClient(),
		scoreWork: createScoreClient(),
		fileMaker: createTakeAwayClient(),
		packer: createBackupClient(),
		judge: createJudgeClient(),
		layer: createLayClient()
	};
}
