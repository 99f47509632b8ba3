/** Style of the HTML document: for the screen in both schemes, and for paper. */
export const designStyle = `
:root{--bg:#fff;--fg:#1c1c1f;--soft:#55555e;--line:#d9d9de;--tint:#f6f6f8;--link:#1d4ed8;--mark:#854d0e}
@media (prefers-color-scheme:dark){:root{--bg:#18181b;--fg:#e7e7ea;--soft:#b2b2ba;--line:#3c3c43;--tint:#222226;--link:#93b4ff;--mark:#fcd34d}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{margin:0 auto;padding:1.5rem;max-width:72rem;background:var(--bg);color:var(--fg);font:16px/1.6 ui-sans-serif,system-ui,sans-serif}
h1{font-size:1.9rem;line-height:1.2;margin:.5rem 0}
h2{font-size:1.35rem;margin:2.4rem 0 .6rem;padding-top:.6rem;border-top:1px solid var(--line)}
h3{font-size:1.08rem;margin:1.6rem 0 .4rem}h4{font-size:1rem;margin:1.2rem 0 .3rem}
.lead{color:var(--soft);margin:.2rem 0}
a{color:var(--link)}sup{line-height:0}sup a{text-decoration:none;padding:0 .12em}
nav{background:var(--tint);border:1px solid var(--line);border-radius:6px;padding:.2rem 1rem 1rem;margin:1rem 0}
nav h2{border:0;margin:.6rem 0;padding:0;font-size:1rem}nav ol{columns:18rem;margin:0;padding-left:1.6rem}
code,pre{font-family:ui-monospace,monospace;font-size:.88em;overflow-wrap:anywhere}
code{background:var(--tint);padding:.08em .25em;border-radius:3px}
pre{background:var(--tint);border:1px solid var(--line);border-radius:6px;padding:.8rem;overflow:auto;overflow-wrap:normal}
pre code{padding:0;background:none}
.table{overflow-x:auto;margin:.8rem 0}table{border-collapse:collapse;width:100%;font-size:.93rem}
th,td{border:1px solid var(--line);padding:.4rem .55rem;text-align:left;vertical-align:top}th{background:var(--tint)}
.note{border-left:4px solid var(--line);background:var(--tint);padding:.5rem .8rem;margin:.9rem 0}
.note.input,.note.warning{border-color:var(--mark)}.note.proposal{border-color:var(--link)}
figure{margin:1rem 0}.picture{overflow-x:auto;border:1px solid var(--line);border-radius:6px;padding:.5rem}
.picture svg{max-width:100%;height:auto}figcaption,details{color:var(--soft);font-size:.9rem}
.sources{font-size:.88rem;padding-left:2.6rem}.sources li:target{background:var(--tint)}.place{color:var(--soft)}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem}
@media print{:root{--bg:#fff;--fg:#000;--soft:#333;--line:#bbb;--tint:#f6f6f8;--link:#000;--mark:#555}
body{max-width:none;padding:0;font-size:10pt}nav,details,.skip{display:none}
h2,h3,h4{break-after:avoid}tr,figure,.note{break-inside:avoid}.table,.picture,pre{overflow:visible}pre{white-space:pre-wrap}
@page{margin:18mm}}
`.trim();
