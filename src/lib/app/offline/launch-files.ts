interface LaunchFile {
	getFile(): Promise<File>;
}
interface LaunchQueue {
	setConsumer(consumer: (params: { readonly files?: readonly LaunchFile[] }) => void): void;
}

function hasLaunchQueue(window: Window): window is Window & { readonly launchQueue: LaunchQueue } {
	return 'launchQueue' in window && typeof window.launchQueue === 'object' && window.launchQueue !== null;
}

/**
 * Hands over the files that the system opened with Woodshed (file handlers of the installed app), those it was started
 * with and those of later launches. Files that cannot be read are counted.
 */
export function onLaunchFiles(window: Window, take: (files: File[], unreadableCount: number) => void): void {
	if (!hasLaunchQueue(window)) return;
	window.launchQueue.setConsumer(({ files: handles = [] }) => {
		if (handles.length === 0) return;
		void Promise.allSettled(handles.map((handle) => handle.getFile())).then((settled) => {
			const files = settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
			take(files, settled.length - files.length);
		});
	});
}
