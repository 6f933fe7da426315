import { expose } from 'comlink';
import { createFileMaker } from './service.ts';

expose(createFileMaker());
