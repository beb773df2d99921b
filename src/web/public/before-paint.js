// Theme and language before the first paint, so that nobody working in the dark gets a white flash.
// A file of its own: the content security policy allows no inline script.
(() => {
  const root = document.documentElement;
  let theme = 'auto';
  let language = '';
  try {
    theme = localStorage.getItem('regulars.theme') || 'auto';
    language = localStorage.getItem('regulars.language') || '';
  } catch {
    // Storage may be switched off; the defaults serve.
  }
  if (theme === 'auto')
    theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  root.setAttribute('data-mantine-color-scheme', theme);
  root.lang = (language || navigator.language || 'en').startsWith('zh') ? 'zh-CN' : 'en';
})();
