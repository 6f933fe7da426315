// Runs before the first paint, as a file of its own because the content policy allows no inline script.
(() => {
	let chosen = null;
	try {
		if (localStorage.getItem('woodshed.library') !== null) document.documentElement.toggleAttribute('data-has-songs', true);
		chosen = localStorage.getItem('woodshed.theme');
	} catch (error) {
		if (!(error instanceof DOMException)) throw error;
	}
	if (chosen !== 'light' && chosen !== 'dark') return;
	document.documentElement.dataset.theme = chosen;
	for (const meta of document.querySelectorAll('meta[name="theme-color"]')) {
		meta.media = meta.dataset.scheme === chosen ? 'all' : 'not all';
	}
})();
