import type { Config } from 'lighthouse';

export const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const;
export type Category = (typeof categories)[number];

export const formFactors = ['mobile', 'desktop'] as const;
export type FormFactor = (typeof formFactors)[number];

/** Lighthouse's own conditions: a slow phone on slow 4G, or a desktop with cable; both simulated from one unthrottled load. */
export function lighthouseConfig(formFactor: FormFactor): Config {
	const isMobile = formFactor === 'mobile';
	return {
		extends: 'lighthouse:default',
		settings: {
			onlyCategories: [...categories],
			formFactor,
			screenEmulation: isMobile
				? { mobile: true, width: 412, height: 823, deviceScaleFactor: 1.75, disabled: false }
				: { mobile: false, width: 1350, height: 940, deviceScaleFactor: 1, disabled: false },
			throttlingMethod: 'simulate',
			throttling: isMobile
				? {
						rttMs: 150,
						throughputKbps: 1638.4,
						cpuSlowdownMultiplier: 4,
						requestLatencyMs: 562.5,
						downloadThroughputKbps: 1474.56,
						uploadThroughputKbps: 675
					}
				: {
						rttMs: 40,
						throughputKbps: 10_240,
						cpuSlowdownMultiplier: 1,
						requestLatencyMs: 0,
						downloadThroughputKbps: 0,
						uploadThroughputKbps: 0
					}
		}
	};
}
