import { runTitle } from '../../core/runTitle';
import type { RunFile } from '../../core/formats/runFile';
import { readThemeColours, type ThemeColours } from '../theme/themeColours';
import { faded, rawOpacity, smoothOpacity } from './chartOptions';
import type { Metric } from './metric';

const margin = 16;
const headHeight = 52;
const keyLength = 16;

/** A chart as PNG on the theme's background, with its title, the run and a legend above it; as many pixels as on the screen. */
export async function savePicture(chart: HTMLCanvasElement, { title }: Metric, run: Pick<RunFile, 'created' | 'configuration'> | undefined): Promise<Uint8Array> {
  const { clientWidth: width, clientHeight: height } = chart;
  const density = chart.width / width;
  const canvas = document.createElement('canvas');
  canvas.width = Math.round((width + 2 * margin) * density);
  canvas.height = Math.round((height + 2 * margin + headHeight) * density);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('there is no canvas to draw the picture on');
  context.scale(density, density);
  const colours = readThemeColours();
  context.fillStyle = colours.background;
  context.fillRect(0, 0, width + 2 * margin, height + 2 * margin + headHeight);
  const family = getComputedStyle(chart).fontFamily;
  context.textBaseline = 'middle';
  context.fillStyle = colours.foreground;
  context.font = `600 13px ${family}`;
  context.fillText(title, margin, margin + 10);
  const titleWidth = context.measureText(title).width;
  context.font = `12px ${family}`;
  context.fillStyle = colours.description;
  if (run) context.fillText(runTitle(run), margin + titleWidth + 8, margin + 10);
  drawLegend(context, colours, margin + 34);
  context.drawImage(chart, margin, margin + headHeight, width, height);
  return encode(canvas);
}

function drawLegend(context: CanvasRenderingContext2D, colours: ThemeColours, y: number): void {
  const { blue, yellow, isHighContrast } = colours;
  const keys = [
    { name: 'train, batch', colour: faded(blue, rawOpacity), width: 1, dash: [] },
    { name: 'smoothed', colour: faded(blue, smoothOpacity), width: 1, dash: [] },
    { name: 'train, epoch', colour: blue, width: 2, dash: [] },
    { name: 'validation', colour: yellow, width: 2, dash: isHighContrast ? [4, 3] : [] },
  ];
  let x = margin;
  for (const { name, colour, width, dash } of keys) {
    context.beginPath();
    context.setLineDash(dash);
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.moveTo(x, y);
    context.lineTo(x + keyLength, y);
    context.stroke();
    context.fillText(name, x + keyLength + 6, y);
    x += keyLength + 6 + context.measureText(name).width + 12;
  }
}

async function encode(canvas: HTMLCanvasElement): Promise<Uint8Array> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('the browser made no picture of the chart');
  return new Uint8Array(await blob.arrayBuffer());
}
