import { expose } from 'comlink';
import { openFileStore } from '$files/index.ts';
import { createAnalyst } from './analyst.ts';

expose(createAnalyst(openFileStore));
