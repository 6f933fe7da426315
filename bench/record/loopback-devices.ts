import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A sound server of its own, whose microphone hears its speaker: without any hardware, and beside the system's own server. */
export interface LoopbackDevices {
	/** For the environment of whoever shall use it. */
	readonly server: string;
	/** From now on the microphone hears the speaker about so much later; 0 for as soon as it can. */
	delay(milliseconds: number): Promise<void>;
	close(): Promise<void>;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Null where PulseAudio is not installed or does not start. */
export async function startLoopbackDevices(): Promise<LoopbackDevices | null> {
	if (spawnSync('pulseaudio', ['--version']).status !== 0) return null;
	const folder = await mkdtemp(join(tmpdir(), 'woodshed-pulse-'));
	const server = `unix:${join(folder, 'socket')}`;
	const daemon = spawn(
		'pulseaudio',
		[
			...['-n', '--daemonize=no', '--exit-idle-time=-1', '--use-pid-file=no'],
			...['-L', `module-native-protocol-unix auth-anonymous=1 socket=${join(folder, 'socket')}`],
			...['-L', 'module-null-sink sink_name=speaker'],
			...['-L', 'module-null-sink sink_name=air'],
			// Browsers do not take the monitor of a speaker for a microphone.
			...['-L', 'module-remap-source master=speaker.monitor source_name=near'],
			...['-L', 'module-remap-source master=air.monitor source_name=far']
		],
		{ stdio: 'ignore', env: { ...process.env, HOME: folder, XDG_RUNTIME_DIR: folder } }
	);
	const control = (...parameters: readonly string[]): string =>
		spawnSync('pactl', ['--server', server, ...parameters], { encoding: 'utf8' }).stdout.trim();
	const close = async (): Promise<void> => {
		daemon.kill();
		await rm(folder, { recursive: true, force: true });
	};
	for (let tries = 0; tries < 50 && !control('list', 'short', 'sources').includes('far'); tries++) await pause(100);
	if (!control('list', 'short', 'sources').includes('far')) {
		await close();
		return null;
	}
	control('set-default-sink', 'speaker');
	control('set-default-source', 'near');
	let bridge: string | null = null;
	return {
		server,
		close,
		async delay(milliseconds) {
			if (bridge !== null) control('unload-module', bridge);
			bridge =
				milliseconds === 0
					? null
					: control('load-module', 'module-loopback', 'source=speaker.monitor', 'sink=air', `latency_msec=${milliseconds}`);
			control('set-default-source', bridge === null ? 'near' : 'far');
			// It settles its rate at first.
			await pause(bridge === null ? 500 : 3000);
		}
	};
}
