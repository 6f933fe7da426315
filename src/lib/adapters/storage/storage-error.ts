import { UserFixableError } from '$contracts/errors.ts';

/** The fault behind what IndexedDB throws; anything else comes back as it is. */
export function toStorageError(error: unknown): unknown {
	if (!(error instanceof DOMException)) return error;
	if (error.name === 'QuotaExceededError') return new UserFixableError('storageFull', {}, error.message);
	if (['InvalidStateError', 'SecurityError', 'UnknownError', 'VersionError', 'AbortError'].includes(error.name)) {
		return new UserFixableError('storageUnavailable', {}, `${error.name}: ${error.message}`);
	}
	return error;
}
