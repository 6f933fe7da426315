import type { PageSize } from '$contracts/notation/page-size.ts';

const sizeNames: Readonly<Record<PageSize, string>> = { a4: 'A4', letter: 'letter' };

/**
 * Opens the browser's print dialog with pictures of whole pages; what else is on the screen is not printed.
 * @returns when the dialog has closed
 */
export async function sendToPrinter(pages: readonly Blob[], size: PageSize): Promise<void> {
	const urls = pages.map((page) => URL.createObjectURL(page));
	const host = document.createElement('div');
	host.className = 'pages-to-print';
	const sheet = new CSSStyleSheet();
	sheet.replaceSync(`
		.pages-to-print { display: none; }
		@page { size: ${sizeNames[size]}; margin: 0; }
		@media print {
			html, body { margin: 0; block-size: auto; overflow: visible; background: white; }
			body > :not(.pages-to-print) { display: none !important; }
			.pages-to-print { display: block; }
			.pages-to-print > img { display: block; inline-size: 100vw; block-size: auto; break-after: page; break-inside: avoid; }
			.pages-to-print > img:last-child { break-after: auto; }
		}
	`);
	try {
		const images = urls.map((url) => {
			const image = new Image();
			image.src = url;
			return image;
		});
		host.append(...images);
		document.body.append(host);
		document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
		await Promise.all(images.map((image) => image.decode()));
		const closed = new Promise((resolve) => window.addEventListener('afterprint', resolve, { once: true }));
		window.print();
		await closed;
	} finally {
		document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
		host.remove();
		for (const url of urls) URL.revokeObjectURL(url);
	}
}
