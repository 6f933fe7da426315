import { expose } from 'comlink';
import { createScoreShelf } from './service.ts';

expose(createScoreShelf());
