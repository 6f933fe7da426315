import { isAbort, UserFixableError } from '../contracts/errors.ts';

/** The fault behind what the browser's storage throws; anything that is no storage trouble comes back as it is. */
export function toStorageError(error: unknown): unknown {
	if (error instanceof UserFixableError || isAbort(error) || !(error instanceof Error)) return error;
	const detail = `${error.name}: ${error.message}`;
	switch (error.name) {
		case 'QuotaExceededError':
			return new UserFixableError('storageFull', {}, detail);
		case 'NotFoundError':
		case 'NotReadableError':
			return new UserFixableError('fileMissing', {}, detail);
		case 'InvalidStateError':
		case 'NoModificationAllowedError':
		case 'NotAllowedError':
		case 'SecurityError':
		case 'UnknownError':
			return new UserFixableError('storageUnavailable', {}, detail);
		default:
			return error;
	}
}

/** Runs `work`; what the storage refuses becomes a fault. */
export async function withStorageFaults<T>(work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		throw toStorageError(error);
	}
}
