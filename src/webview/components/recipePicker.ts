import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { formatCount } from '../../core/formatCount';
import { parameterCount } from '../../core/layers';
import { customModel, modelDescription, models, modelTitle, type CatalogueModel } from '../../core/models';
import { recipes, type Recipe } from '../../core/recipes';
import { LabElement } from '../labElement';
import { sharedStyles } from '../theme/styles';
import { renderChoiceList, type Choice } from './choiceList';
import { isForNextRun } from './runStatus';

const custom = 'custom';

const recipeChoices: readonly Choice[] = Object.entries<Recipe>(recipes).map(([value, { title, description }]) => ({ value, label: title, description }));
const modelChoices: readonly Choice[] = Object.entries<CatalogueModel>(models).map(([value, { title, description, layers }]) => ({
  value,
  label: title,
  description: `${description} ${formatCount(parameterCount(layers))} parameters.`,
}));
const ownRecipe: Choice = { value: custom, label: 'Custom', description: 'A recipe of which something was changed.' };
const ownModel: Choice = { value: customModel, label: modelTitle(customModel), description: modelDescription(customModel) };

/** What Train will do, as two lists: a recipe, and the model, which can be another than the recipe's. */
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
    const model = configuration?.model ?? '';
    return html`
      ${this.renderList('Recipe', isCustom ? [ownRecipe, ...recipeChoices] : recipeChoices, isCustom ? custom : recipe, (id) => this.chooseRecipe(id))}
      ${this.renderList('Model', model === customModel ? [ownModel, ...modelChoices] : modelChoices, model, (id) => this.chooseModel(id))}
      ${isForNextRun(state) ? html`<div class="hint">For the next run; this one keeps its own.</div>` : nothing}
    `;
  }

  private renderList(name: string, choices: readonly Choice[], shown: string, choose: (value: string) => void): TemplateResult {
    return html`<span class="secondary" aria-hidden="true">${name}</span> ${renderChoiceList(name, choices, shown, choose)}`;
  }

  private chooseRecipe(recipe: string): void {
    if (recipe !== custom) void this.ask('chooseRecipe', { recipe });
  }

  private chooseModel(id: string): void {
    const model = Object.entries<CatalogueModel>(models).find(([known]) => known === id)?.[1];
    if (model) void this.ask('changeNextRun', { layers: [...model.layers] });
  }
}
