import { expose } from 'comlink';
import { openFileStore } from '$files/index.ts';
import { createDecodeService } from './service.ts';

expose(createDecodeService(openFileStore));
