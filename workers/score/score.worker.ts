import { expose } from 'comlink';
import { createScoreWriter } from './service.ts';

expose(createScoreWriter());
