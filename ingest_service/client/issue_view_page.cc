#include "ingest_service/client/issue_view_page.h"

namespace broadsheet::ingest {

const char kIssueViewStyle[] = R"css(
:root { --ink: #222; --line: #ddd; }
* { box-sizing: border-box; }
body { margin: 0; color: var(--ink); background: #fff; font: 300 16px/1.75 "Noto Serif CJK SC", "Source Han Serif SC",
       "Songti SC", "Noto Serif", SimSun, serif; }
header { padding: 12px 24px; border-bottom: 1px solid var(--line); font-size: 14px; }
header b { font-size: 18px; font-weight: 500; margin-right: 1em; }
.key span { margin-right: 1.2em; }
main { display: grid; grid-template-columns: 1fr 1fr; height: calc(100vh - 84px); }
section { overflow: auto; padding: 16px 24px 60vh; position: relative; }
#upload { white-space: pre-wrap; border-right: 1px solid var(--line); padding-left: 96px; }
#seams { position: absolute; left: 0; top: 0; width: 96px; pointer-events: none; overflow: visible; }
#seams path { fill: none; stroke-width: 1.5; }
#seams text { font: 11px sans-serif; fill: #444; }
#seams g.off { opacity: .12; }
.run { border-radius: 2px; background: hsl(var(--h) 75% 91%); cursor: pointer; }
.furniture { color: #aaa; }
.repetition { color: #888; text-decoration: line-through; }
.unassigned { background: #d22; color: #fff; }
article { margin: 0 0 28px; padding-left: 14px; border-left: 5px solid hsl(var(--h) 65% 62%); }
article h2 { font-size: 21px; font-weight: 500; line-height: 1.4; margin: 2px 0; }
article p { margin: 6px 0; text-indent: 2em; }
article p.sub { font-weight: 500; text-indent: 0; }
.small { font-size: 13px; color: #666; text-indent: 0 !important; }
.seam { font: 11px/1 sans-serif; color: #fff; background: hsl(var(--h) 55% 42%); border-radius: 7px; padding: 1px 5px;
        margin: 0 2px; text-indent: 0; }
.low { background: #c40; }
.cut { color: #c40; }
.run.on { background: hsl(var(--h) 80% 78%); }
article.on { background: hsl(var(--h) 75% 96%); }
.exact { outline: 2px solid hsl(var(--h) 60% 45%); }
)css";

const char kIssueViewScript[] = R"js(
const all = (selector) => Array.from(document.querySelectorAll(selector));
function show(record, field) {
  all('.on').forEach((e) => e.classList.remove('on'));
  all('.exact').forEach((e) => e.classList.remove('exact'));
  all('#seams g').forEach((g) => g.classList.toggle('off', record !== null && g.dataset.r !== record));
  if (record === null) return;
  all(`[data-r="${record}"]`).forEach((e) => e.classList.add('on'));
  if (field) all(`[data-r="${record}"][data-f="${field}"]`).forEach((e) => e.classList.add('exact'));
}
function bind(element) {
  element.addEventListener('mouseover', (event) => {
    const at = event.target.closest('[data-r]');
    if (at) show(at.dataset.r, at.dataset.f); else show(null);
  });
  element.addEventListener('mouseleave', () => show(null));
  element.addEventListener('click', (event) => {
    const at = event.target.closest('[data-r]');
    if (!at) return;
    const other = element.id === 'upload' ? '#articles' : '#upload';
    const found = document.querySelector(`${other} [data-r="${at.dataset.r}"][data-f="${at.dataset.f}"]`) ||
                  document.querySelector(`${other} [data-r="${at.dataset.r}"]`);
    if (found) found.scrollIntoView({block: 'center', behavior: 'smooth'});
  });
}
function draw() {
  const upload = document.getElementById('upload'), svg = document.getElementById('seams');
  const top = upload.getBoundingClientRect().top - upload.scrollTop;
  const middle = (id) => { const b = document.getElementById(id).getBoundingClientRect(); return (b.top + b.bottom) / 2 - top; };
  svg.innerHTML = '';
  svg.setAttribute('height', upload.scrollHeight);
  all('#upload .seam[data-end]').forEach((end, index) => {
    const from = middle(end.dataset.end), to = middle(end.id), x = 84 - 12 * (index % 6);
    const group = document.createElementNS('http://www.w3.org/2000/svg', 'g');
    group.dataset.r = end.dataset.r;
    const hue = getComputedStyle(end).getPropertyValue('--h');
    group.innerHTML = `<path d="M92 ${from} C${x - 40} ${from} ${x - 40} ${to} 92 ${to}" stroke="hsl(${hue} 55% 45%)"
      ${end.dataset.low ? 'stroke-dasharray="4 3"' : ''}/><text x="${Math.max(2, x - 30)}" y="${(from + to) / 2}">${end.dataset.c}</text>`;
    svg.appendChild(group);
  });
}
bind(document.getElementById('upload'));
bind(document.getElementById('articles'));
draw();
window.addEventListener('resize', draw);
)js";

}  // namespace broadsheet::ingest
