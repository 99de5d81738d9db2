/** What a chapter can show: a panel, or a picture in the picture panel. Their names are those of ui/panels and ui/pictures. */
export const viewNames = ['network', 'formula', 'weights', 'error', 'slope', 'activation', 'gradients', 'map'] as const;
