import type { EngineEntry, EngineRegistry } from './engines.ts';

export interface EngineDownload {
	readonly signal: AbortSignal;
	/** Bytes of the engine that are here so far, those of earlier attempts included. */
	readonly onBytes: (receivedBytes: number) => void;
}

/** Where engines are kept on this device. */
export interface EngineStore {
	/** The engines of this version of the app. Throws `offlineEngineMissing` when neither network nor cache has the list. */
	registry(): Promise<EngineRegistry>;
	/** Urls of engines that are here, whole and verified. */
	readyUrls(): Promise<ReadonlySet<string>>;
	/** Bytes of unfinished downloads that a next attempt need not fetch again, by url. */
	partialBytes(entries: readonly EngineEntry[]): Promise<ReadonlyMap<string, number>>;
	/**
	 * Brings one engine in, going on where an earlier attempt stopped and waiting while the device is offline. Throws
	 * `downloadCorrupt` when the bytes are wrong twice, `engineMissing` when the server has no such file,
	 * `offlineEngineMissing` when the network keeps failing, `storageFull`, `storageUnavailable`, or an AbortError.
	 */
	download(entry: EngineEntry, download: EngineDownload): Promise<void>;
	/** Deletes the engine and what was downloaded of it. */
	remove(entry: EngineEntry): Promise<void>;
	/** Deletes engines and parts that the registry does not name. */
	removeStale(registry: EngineRegistry): Promise<void>;
	/** Ids of engines the user deleted or cancelled: they are not fetched again by themselves. */
	declinedIds(): Promise<readonly string[]>;
	setDeclinedIds(ids: readonly string[]): Promise<void>;
}

/** The device's word about its network. */
export interface Connection {
	isOnline(): boolean;
	/** The user asked their browser to spare data. */
	savesData(): boolean;
	/** Called on each change. Answers a disposer. */
	onChange(listener: () => void): () => void;
}
