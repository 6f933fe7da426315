import { expose } from 'comlink';
import { createConverter } from './service.ts';

expose(createConverter());
