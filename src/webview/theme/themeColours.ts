/** The colours that canvases draw with, as CSS colours of the theme that is on now. */
export interface ThemeColours {
  readonly foreground: string;
  readonly description: string;
  readonly background: string;
  readonly border: string;
  /** Train, prediction, positive. */
  readonly blue: string;
  /** Validation, best. */
  readonly yellow: string;
  /** Mistake, negative. */
  readonly red: string;
  readonly green: string;
  readonly grid: string;
  readonly focus: string;
  /** Behind and on what is picked in a list that has the focus. */
  readonly selection: string;
  readonly selectionForeground: string;
  /** Digits are ink on paper: light on dark in a dark theme, dark on light in a light one. */
  readonly ink: string;
  readonly paper: string;
  readonly isHighContrast: boolean;
  readonly isLight: boolean;
}

const themeListeners = new Set<() => void>();
let known: ThemeColours | undefined;

/** The colours of the page's variables; VS Code changes them with the theme. */
export function readThemeColours(): ThemeColours {
  return (known ??= readVariables());
}

/** Reading variables has the page's styles computed, in the midst of whatever is drawn: it is done once a theme. */
function readVariables(): ThemeColours {
  const style = getComputedStyle(document.documentElement);
  const kinds = document.body.classList;
  const isHighContrast = kinds.contains('vscode-high-contrast');
  const isLight = kinds.contains('vscode-light') || kinds.contains('vscode-high-contrast-light');
  const read = (name: string, fallback: string) => style.getPropertyValue(`--vscode-${name}`).trim() || fallback;
  const foreground = read('foreground', isLight ? '#1f1f1f' : '#cccccc');
  return {
    foreground,
    description: read('descriptionForeground', foreground),
    background: read('editor-background', isLight ? '#ffffff' : '#1f1f1f'),
    border: isHighContrast ? read('contrastBorder', foreground) : read('widget-border', isLight ? '#d4d4d4' : '#3c3c3c'),
    blue: read('charts-blue', '#3794ff'),
    yellow: read('charts-yellow', '#cca700'),
    red: read('charts-red', '#f14c4c'),
    green: read('charts-green', '#89d185'),
    grid: isHighContrast ? read('contrastBorder', foreground) : read('editorIndentGuide-background1', read('widget-border', '#404040')),
    focus: read('focusBorder', '#0078d4'),
    selection: read('list-activeSelectionBackground', 'transparent'),
    selectionForeground: read('list-activeSelectionForeground', foreground),
    ink: isLight ? '#1a1a1a' : '#fafafa',
    paper: isLight ? '#ffffff' : isHighContrast ? '#000000' : '#111111',
    isHighContrast,
    isLight,
  };
}

/** Calls back after the theme changed, until the returned function is called. */
export function onThemeChange(listener: () => void): () => void {
  themeListeners.add(listener);
  return () => void themeListeners.delete(listener);
}

const observer = new MutationObserver(() => {
  known = undefined;
  for (const listener of themeListeners) listener();
});
observer.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });

/** Whether the system or VS Code asks for less motion. */
export function prefersReducedMotion(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches || document.body.classList.contains('vscode-reduce-motion');
}
