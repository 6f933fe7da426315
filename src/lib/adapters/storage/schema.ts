import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';

export const databaseName = 'woodshed';
export const databaseVersion = 6;

/** Values are `unknown` on purpose: what lies on a disk is from outside and is parsed on the way in. */
export interface WoodshedDatabase extends DBSchema {
	songs: { key: string; value: unknown };
	transcriptions: { key: string; value: unknown; indexes: { bySong: string } };
	analyses: { key: string; value: unknown; indexes: { bySong: string } };
	/** By the song's id. */
	corrections: { key: string; value: unknown };
	scores: { key: string; value: unknown; indexes: { bySong: string } };
	/** Journals: by the score's id and the edit's number. */
	scoreEdits: { key: [string, number]; value: unknown; indexes: { bySong: string } };
	lists: { key: string; value: unknown };
	jobs: { key: string; value: unknown };
	settings: { key: string; value: unknown };
	takes: { key: string; value: unknown; indexes: { bySong: string } };
	/** By the take's id. */
	judgements: { key: string; value: unknown };
	/** What the history keeps of each take, by the take's id. */
	practice: { key: string; value: unknown; indexes: { bySong: string } };
}

type Upgrade = IDBPTransaction<WoodshedDatabase, StoreNames<WoodshedDatabase>[], 'versionchange'>;

/**
 * Stepwise upgrades: step n brings a database of version n to n + 1. Steps that have shipped are never changed.
 * Each is tested from a database of the old version.
 */
const steps: readonly ((database: IDBPDatabase<WoodshedDatabase>, upgrade: Upgrade) => void)[] = [
	(database) => {
		database.createObjectStore('songs', { keyPath: 'id' });
		database.createObjectStore('transcriptions', { keyPath: 'id' });
		database.createObjectStore('jobs', { keyPath: 'id' });
		database.createObjectStore('settings');
	},
	(_database, upgrade) => {
		upgrade.objectStore('transcriptions').createIndex('bySong', 'songId');
	},
	(database) => {
		database.createObjectStore('analyses', { keyPath: 'id' }).createIndex('bySong', 'songId');
		database.createObjectStore('corrections', { keyPath: 'songId' });
		database.createObjectStore('lists', { keyPath: 'id' });
	},
	(database) => {
		database.createObjectStore('scores', { keyPath: 'id' }).createIndex('bySong', 'songId');
		database.createObjectStore('scoreEdits', { keyPath: ['scoreId', 'seq'] }).createIndex('bySong', 'songId');
	},
	(database) => {
		// Takes without a song are in no index: null is no key.
		database.createObjectStore('takes', { keyPath: 'id' }).createIndex('bySong', 'songId');
	},
	(database) => {
		database.createObjectStore('judgements', { keyPath: 'takeId' });
		database.createObjectStore('practice', { keyPath: 'id' }).createIndex('bySong', 'songId');
	}
];

export function upgradeDatabase(database: IDBPDatabase<WoodshedDatabase>, fromVersion: number, upgrade: Upgrade): void {
	for (const step of steps.slice(fromVersion)) step(database, upgrade);
}
