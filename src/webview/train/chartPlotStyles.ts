import { css } from 'lit';
import { lineKeyStyles } from './lineKeyStyles';

/** The canvas, and over the area of its lines the surface that hears pointer and keys. */
export const chartPlotStyles = [
  lineKeyStyles,
  css`
    :host {
      display: block;
      position: relative;
      min-height: 0;
    }
    .lines {
      position: absolute;
      inset: 0;
    }
    .surface {
      position: absolute;
      inset: var(--inset);
      cursor: crosshair;
      touch-action: pan-y;
    }
    .crosshair {
      position: absolute;
      top: 0;
      bottom: 0;
      width: 0;
      border-left: 1px dashed var(--vscode-descriptionForeground);
      pointer-events: none;
    }
    .dragged {
      position: absolute;
      top: 0;
      bottom: 0;
      border: 1px solid var(--vscode-focusBorder);
      border-block: 0;
      background: color-mix(in srgb, var(--vscode-editor-selectionBackground, var(--vscode-focusBorder)) 40%, transparent);
      pointer-events: none;
    }
    .reading {
      position: absolute;
      top: 8px;
      z-index: 1;
      display: grid;
      grid-template-columns: auto auto auto;
      align-items: center;
      gap: 0 8px;
      margin-inline: 12px;
      padding: 4px 8px;
      border: 1px solid var(--vscode-editorHoverWidget-border, var(--line));
      border-radius: var(--corner);
      background: var(--vscode-editorHoverWidget-background, var(--vscode-editor-background));
      color: var(--vscode-editorHoverWidget-foreground, var(--vscode-foreground));
      box-shadow: 0 2px 8px var(--vscode-widget-shadow, transparent);
      font-size: 12px;
      line-height: 18px;
      white-space: nowrap;
      pointer-events: none;
    }
    strong {
      grid-column: 1 / -1;
      font-weight: 600;
    }
    .value {
      text-align: right;
      font-variant-numeric: tabular-nums;
    }
  `,
];
