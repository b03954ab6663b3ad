import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { models } from '../../core/models';
import { recipes, type Recipe } from '../../core/recipes';
import { LabElement } from '../labElement';
import { sharedStyles } from '../theme/styles';
import { isForNextRun } from './runStatus';

interface Choice {
  readonly value: string;
  readonly label: string;
}

const custom = 'custom';

/** What Train will do, as two lists: the model, and its recipe. */
@customElement('mnist-recipe-picker')
export class RecipePicker extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: 60px minmax(0, 1fr);
        align-items: center;
        gap: 4px 8px;
      }
      .hint {
        grid-column: 2;
      }
      @container (max-width: 239px) {
        :host {
          grid-template-columns: minmax(0, 1fr);
          gap: 0;
        }
        .hint {
          grid-column: 1;
        }
      }
    `,
  ];

  override render(): TemplateResult {
    const { state } = this;
    if (!state) return html``;
    const { recipe, isCustom, configuration } = state.next;
    const model = configuration?.model ?? recipesOf(undefined).find(([id]) => id === recipe)?.[1].configuration.model ?? '';
    const modelChoices = Object.entries(models).map(([value, { title }]) => ({ value, label: title }));
    const recipeChoices = recipesOf(model).map(([value, { title }]) => ({ value, label: title }));
    const shown = isCustom ? custom : recipe;
    return html`
      ${this.renderList('Model', modelChoices, model, (id) => this.chooseModel(id))}
      ${this.renderList('Recipe', isCustom ? [{ value: custom, label: 'Custom' }, ...recipeChoices] : recipeChoices, shown, (id) => this.chooseRecipe(id))}
      ${isForNextRun(state) ? html`<div class="hint">For the next run; this one keeps its own.</div>` : nothing}
    `;
  }

  private renderList(name: string, choices: readonly Choice[], shown: string, choose: (value: string) => void): TemplateResult {
    // The element's own value is compared, since it shows what was picked although the extension may have refused it.
    return html`<span class="secondary" aria-hidden="true">${name}</span>
      <vscode-single-select label=${name} .value=${live(shown)} @change=${(event: Event) => choose(valueOf(event))}>
        ${choices.map(({ value, label }) => html`<vscode-option value=${value} ?selected=${value === shown}>${label}</vscode-option>`)}
      </vscode-single-select>`;
  }

  private chooseModel(model: string): void {
    const [first] = recipesOf(model);
    if (first) this.chooseRecipe(first[0]);
  }

  private chooseRecipe(recipe: string): void {
    if (recipe !== custom) void this.ask('chooseRecipe', { recipe });
  }
}

/** The recipes of a model, or all. */
function recipesOf(model: string | undefined): [string, Recipe][] {
  return Object.entries<Recipe>(recipes).filter(([, { configuration }]) => model === undefined || configuration.model === model);
}

function valueOf(event: Event): string {
  return event.target instanceof HTMLElement && 'value' in event.target ? String(event.target.value) : '';
}
