import { expect } from "chai";
import fc from "fast-check";
import { escapeHtml, html } from "../../../src/report/html.ts";
import { jsonText, linkModules, scriptText } from "../../../src/report/inline.ts";

const script = linkModules(new URL("../../../web/report.js", import.meta.url));

describe("inlining", () => {
  it("takes each module once and leaves no import or export", () => {
    expect(script.match(/function compactUsd\(/g)).to.have.lengthOf(1);
    expect(script).to.not.match(/^(import|export)\b/m);
  });

  it("puts a module after what it imports", () => {
    expect(script.indexOf("function compactUsd(")).to.be.lessThan(script.indexOf("function usdAxis("));
    expect(script.indexOf("const TIME_GRID")).to.be.lessThan(script.indexOf("function pricesOption("));
  });

  it("gives no two modules the same name at their top level", () => {
    const names = [...script.matchAll(/^(?:async )?(?:function|const|let) (\w+)/gm)].map((match) => match[1]);
    expect(names.length).to.be.greaterThan(40);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).to.deep.equal([]);
  });

  it("lets no text end a script or open a comment", () => {
    const hostile = "</script><script>alert(1)</script><!--";
    expect(jsonText({ hostile })).to.not.match(/<\/script|<!--/i);
    expect(JSON.parse(jsonText({ hostile }))).to.deep.equal({ hostile });
    expect(scriptText(`const a = "${hostile}";`)).to.not.match(/<\/script|<!--/i);
  });

  it("keeps the meaning of a script that it escapes", () => {
    expect(new Function(scriptText('return "</SCRIPT><!--";'))()).to.equal("</SCRIPT><!--");
  });
});

describe("html", () => {
  it("escapes every value that is not html itself", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(html`<p title="${text}">${text}</p>`.markup).to.equal(
          `<p title="${escapeHtml(text)}">${escapeHtml(text)}</p>`,
        );
        expect(escapeHtml(text)).to.not.match(/[<>"']/);
      }),
    );
  });

  it("nests, joins lists and leaves out what is absent", () => {
    expect(
      html`<ul>${["a", "b"].map((item) => html`<li>${item}</li>`)}${null}${false}${undefined}</ul>`.markup,
    ).to.equal("<ul><li>a</li><li>b</li></ul>");
  });
});
