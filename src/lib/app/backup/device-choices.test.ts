import { describe, expect, test } from 'vitest';
import type { MeasuredLatency } from '$contracts/recording/latency.ts';
import { deviceOf, type FakeDevice } from '../../../../tests/fakes/backup-device.ts';
import { PreferenceKeeper, type Preferences } from '../settings/preferences.svelte.ts';
import { readChoices, takeOverChoices } from './device-choices.ts';
import type { RestoreMode } from './merge-records.ts';

const delay = (inputLabel: string, measuredAtMs: number, latencySeconds: number): MeasuredLatency => ({
	inputLabel,
	outputLabel: 'speakers',
	sampleRateHz: 44_100,
	latencySeconds,
	spreadSeconds: 0.001,
	confidence: 1,
	method: 'loopback',
	measuredAtMs
});

async function choose(on: FakeDevice, change: Partial<Preferences>): Promise<void> {
	const keeper = new PreferenceKeeper(on.library);
	await keeper.load();
	await keeper.change(change);
}

async function preferencesOf(of: FakeDevice): Promise<Preferences> {
	const keeper = new PreferenceKeeper(of.library);
	await keeper.load();
	return keeper.value;
}

async function bring(from: FakeDevice, to: FakeDevice, mode: RestoreMode): Promise<number> {
	const choices = await readChoices({ store: from.library, theme: from.theme });
	return takeOverChoices({ store: to.library, theme: to.theme }, choices, mode);
}

const pedal = { kind: 'midi', message: 'controller', channel: 0, number: 64 } as const;
const space = { kind: 'key', combo: 'F7' } as const;

describe('choices of a device', () => {
	test('all of them come to a device on which nothing was chosen', async () => {
		const [there, here] = [deviceOf(), deviceOf()];
		await choose(there, {
			goals: [{ kind: 'minutesADay', minutes: 30 }],
			controls: { 'song.play': [pedal] },
			isLeftHanded: true
		});
		await there.library.putSetting('latencies', [delay('mic', 5, 0.1)]);
		await there.library.putSetting('input', { device: null, channel: 'left', gainDb: 3 });
		await there.library.putSetting('score-look', { zoom: 1.5, staves: 'tab', layout: 'wrap', colours: 'paper' });
		await there.library.putSetting('score-look/song', { partIds: ['p'], readings: { p: -2 } });
		await there.library.putSetting('unheard of', 1);
		there.theme.write('dark');
		expect(await bring(there, here, 'merge')).toBe(6);
		const settings = new Map(await there.library.settings());
		settings.delete('unheard of');
		expect(await here.library.settings()).toEqual(settings);
		expect(here.chosenTheme()).toBe('dark');
		expect(await bring(there, here, 'merge')).toBe(0);
	});

	test('merging, what was chosen here stays, and what was not is taken over', async () => {
		const [there, here] = [deviceOf(), deviceOf()];
		await choose(there, { volume: 0.2, planMinutes: 60, isLeftHanded: true });
		await choose(here, { planMinutes: 15 });
		there.theme.write('dark');
		here.theme.write('light');
		await here.library.putSetting('input', { device: null, channel: 'right', gainDb: 0 });
		await there.library.putSetting('input', { device: null, channel: 'left', gainDb: 3 });
		await bring(there, here, 'merge');
		expect(await preferencesOf(here)).toMatchObject({ volume: 0.2, planMinutes: 15, isLeftHanded: true });
		expect(here.chosenTheme()).toBe('light');
		expect(await here.library.setting('input')).toMatchObject({ channel: 'right' });
	});

	test('replacing, they are those of the backup, but for delays that were measured here', async () => {
		const [there, here] = [deviceOf(), deviceOf()];
		await choose(there, { volume: 0.2, goals: [] });
		await choose(here, { volume: 0.7, planMinutes: 15, goals: [{ kind: 'daysInARow', days: 7 }] });
		await there.library.putSetting('latencies', [delay('mic', 5, 0.1), delay('line', 5, 0.2)]);
		await here.library.putSetting('latencies', [delay('mic', 9, 0.3), delay('headset', 9, 0.4)]);
		there.theme.write('dark');
		here.theme.write('light');
		await bring(there, here, 'replace');
		expect(await preferencesOf(here)).toMatchObject({ volume: 0.2, planMinutes: 30, goals: [] });
		expect(here.chosenTheme()).toBe('dark');
		expect(await here.library.setting('latencies')).toEqual([
			delay('headset', 9, 0.4),
			delay('mic', 9, 0.3),
			delay('line', 5, 0.2)
		]);
	});

	test('goals are added to those that are here, and never more than are kept', async () => {
		const [there, here] = [deviceOf(), deviceOf()];
		await choose(there, {
			goals: [
				{ kind: 'minutesADay', minutes: 60 },
				{ kind: 'songScore', songId: 's', score: 90 }
			]
		});
		await choose(here, { goals: [{ kind: 'minutesADay', minutes: 10 }] });
		await bring(there, here, 'merge');
		expect((await preferencesOf(here)).goals).toEqual([
			{ kind: 'minutesADay', minutes: 10 },
			{ kind: 'songScore', songId: 's', score: 90 }
		]);
		const many = Array.from({ length: 100 }, (_, at) => ({ kind: 'songScore' as const, songId: `${at}`, score: 50 }));
		await choose(there, { goals: many });
		await bring(there, here, 'merge');
		expect((await preferencesOf(here)).goals).toHaveLength(100);
	});

	test('a control that does something here does nothing else afterwards', async () => {
		const [there, here] = [deviceOf(), deviceOf()];
		await choose(there, { controls: { 'song.play': [space], 'practice.record': [pedal], 'song.loop': [space, pedal] } });
		await choose(here, { controls: { 'song.play': [pedal] } });
		await bring(there, here, 'merge');
		expect((await preferencesOf(here)).controls).toEqual({ 'song.play': [pedal], 'song.loop': [space] });
	});

	test.each([
		['preferences', 'torn'],
		['preferences', null],
		['latencies', [{ inputLabel: 7 }]],
		['input', { gainDb: 9000 }],
		['score-look', []],
		['theme', 'pink'],
		['theme', { toString: 'dark' }],
		['somewhere else', { a: 1 }]
	])('what cannot be read or is not known is passed over: %s %j', async (key, value) => {
		const here = deviceOf();
		expect(await takeOverChoices({ store: here.library, theme: here.theme }, [{ key, value }], 'replace')).toBe(0);
		expect(await here.library.settings()).toEqual(new Map());
		expect(here.chosenTheme()).toBeNull();
	});
});
