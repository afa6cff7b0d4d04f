/** A picture as an owner might choose it, drawn by hand: a shelf with cups and plants in the evening sun. */
const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1600 900" preserveAspectRatio="xMidYMid slice">
<defs><linearGradient id="s" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#f6d9a8"/><stop offset=".6" stop-color="#e09a6a"/><stop offset="1" stop-color="#8b4a5b"/></linearGradient></defs>
<rect width="1600" height="900" fill="url(#s)"/><circle cx="1180" cy="260" r="150" fill="#fbeecb"/>
<rect y="560" width="1600" height="26" fill="#5a3327"/><rect y="586" width="1600" height="314" fill="#3d221c"/>
<g fill="#fdf6ea"><path d="M220 400h190v90a95 70 0 0 1-190 0z"/><path d="M410 420h40a40 40 0 0 1 0 80h-45v-20h40a20 20 0 0 0 0-40h-35z"/><rect x="200" y="546" width="230" height="16" rx="8"/></g>
<g fill="#c9653f"><path d="M560 450h150l-22 110h-106z"/></g>
<g fill="#5b7a45"><ellipse cx="635" cy="360" rx="26" ry="100"/><ellipse cx="575" cy="390" rx="22" ry="80" transform="rotate(-32 575 390)"/><ellipse cx="695" cy="390" rx="22" ry="80" transform="rotate(32 695 390)"/></g>
<g fill="#7a3d55"><rect x="860" y="370" width="120" height="190" rx="14"/><rect x="1000" y="420" width="120" height="140" rx="14"/></g>
</svg>`;

export const shopWindow: string = `data:image/svg+xml,${encodeURIComponent(svg)}`;
