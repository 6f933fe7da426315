import { expose } from 'comlink';
import { openFileStore } from '$files/index.ts';
import { createJudge } from './judge.ts';

expose(createJudge(openFileStore));
