import Crypto
import FoundationEssentials

/// The stylesheet of a document's page.
enum DocumentStyle {
    /// For every document.
    static let plain = """
        :root{color-scheme:light dark;--ground:#efefeb;--sheet:#fff;--sunken:#f4f4f1;--line:#d3d3cc;--text:#1b1b19;\
        --quiet:#55554f;--accent:#0b5394;--warn:#7a4b00;--warn-ground:#fdf0d5;--good:#1d6b34;--bad:#9b1c1c}
        @media (prefers-color-scheme:dark){:root{--ground:#151614;--sheet:#1e1f1d;--sunken:#282a27;--line:#3b3d39;\
        --text:#ecece8;--quiet:#b3b5ae;--accent:#8ec5ff;--warn:#f3c877;--warn-ground:#3a2c0d;--good:#8fd6a2;--bad:#ffb0a8}}
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%}
        body{margin:0;background:var(--ground);color:var(--text);font:1rem/1.55 system-ui,"Noto Sans","Noto Sans Thai",\
        "Noto Sans Myanmar","Noto Sans Tamil","Noto Sans CJK SC",sans-serif}
        :lang(my),:lang(th){line-height:1.8}
        main{max-width:52rem;margin:0 auto;padding:clamp(1rem,5vw,3.5rem);background:var(--sheet);\
        border-block-start:6px solid var(--accent);overflow-wrap:anywhere}
        @media (min-width:56rem){main{margin-block:2rem;box-shadow:0 1px 6px #0003}}
        .mark{margin:0;padding:.6rem 1rem;background:var(--warn-ground);color:var(--warn);font-weight:700;text-align:center}
        .head{display:flex;flex-wrap:wrap;justify-content:space-between;gap:.5rem 2rem;padding-block-end:1rem;\
        border-block-end:1px solid var(--line)}
        .head p{margin:0}.head .name{color:var(--accent);font-weight:700;font-size:1.15rem}
        .head .lines{color:var(--quiet);font-size:.875rem}
        h1{font-size:1.75rem;line-height:1.3;margin:1.75rem 0 1rem}
        h2{font-size:1.15rem;color:var(--accent);margin:2rem 0 .5rem}
        p{margin:0 0 .75rem;max-width:68ch}
        .beside{display:block;color:var(--quiet);font-size:.85em;font-weight:400}
        .lines-kept{white-space:pre-line}
        code{font-family:ui-monospace,"Noto Sans Mono",monospace;font-size:.875em}
        table{border-collapse:collapse;width:100%;margin:0 0 1.25rem;font-variant-numeric:tabular-nums}
        caption{text-align:start;font-weight:600;padding:.5rem 0}
        th,td{text-align:start;vertical-align:top;padding:.5rem .75rem .5rem 0;border-block-end:1px solid var(--line)}
        th{color:var(--quiet);font-weight:400;font-size:.875rem}
        thead th{font-weight:600;overflow-wrap:normal}
        table.facts th{width:34%}
        td .label{display:block;color:var(--quiet);font-size:.8125rem;margin-block-start:.4rem}
        td.outcome{font-weight:600}
        ul.checks{list-style:none;margin:0 0 1.25rem;padding:0}
        ul.checks li{display:flex;gap:.6rem;padding:.15rem 0;color:var(--quiet)}
        ul.checks li.ticked{color:var(--text)}
        ul.checks .box{color:var(--accent)}
        .hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
        blockquote{margin:0 0 1.25rem;padding:.6rem 1rem;border-inline-start:4px solid var(--line);background:var(--sunken)}
        .notice{margin:0 0 1.25rem;padding:.6rem 1rem;max-width:none;border-inline-start:4px solid var(--warn);\
        background:var(--warn-ground);color:var(--warn)}
        .notice .beside{color:inherit}
        .code{display:flex;flex-wrap:wrap;gap:1.25rem;align-items:flex-start;margin:1.5rem 0}
        .code svg{width:9rem;height:9rem;background:#fff;flex:none}
        .code>div{flex:1 1 14rem;min-width:0}.code p{margin:0 0 .4rem}.code .label{color:var(--quiet);font-size:.8125rem}
        .check{margin-block-start:2rem;padding:1rem 1.25rem;border:1px solid var(--line);border-radius:6px;\
        background:var(--sunken)}
        .check h2{margin-block-start:0}
        .check .verdict{padding:.6rem 1rem;border-inline-start:4px solid var(--line);white-space:pre-line;font-weight:600;\
        max-width:none}
        .check .good{color:var(--good);border-color:var(--good)}.check .bad{color:var(--bad);border-color:var(--bad)}
        .check .warn{color:var(--warn);border-color:var(--warn)}
        .check p,.check dd{white-space:pre-line}
        .check dt{color:var(--quiet);font-size:.8125rem}.check dd{margin:0 0 .4rem;font-family:ui-monospace,\
        "Noto Sans Mono",monospace;font-size:.875em}
        .check summary{min-height:24px;cursor:pointer}
        .check form{margin-block-start:1.25rem}.check label{font-weight:600}
        .check label,.check .label{display:block}.check .label{color:var(--quiet);font-size:.8125rem}
        .check input{width:100%;min-height:2.5rem;margin:.4rem 0;padding:.4rem .6rem;font:inherit;color:var(--text);\
        background:var(--sheet);border:1px solid var(--quiet);border-radius:4px}
        .check button{min-height:2.5rem;padding:.4rem 1rem;font:inherit;color:var(--text);background:var(--sheet);\
        border:1px solid var(--quiet);border-radius:4px}
        @media screen and (max-width:40rem){
        thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
        tr{display:block;padding:.5rem 0;border-block-end:1px solid var(--line)}
        th,td{display:block;border:0;padding:.1rem 0}
        table.facts th{width:auto}
        td[data-label]::before{content:attr(data-label);display:block;color:var(--quiet);font-size:.8125rem;font-weight:400}
        }
        @media print{
        :root{color-scheme:light;--ground:#fff;--sheet:#fff;--sunken:#f4f4f1;--line:#d3d3cc;--text:#1b1b19;--quiet:#55554f;\
        --accent:#0b5394;--warn:#7a4b00;--warn-ground:#fdf0d5}
        body{font-size:10pt;print-color-adjust:exact;-webkit-print-color-adjust:exact}
        main{padding:0;max-width:none;margin:0;box-shadow:none}
        h1,h2,caption{break-after:avoid}tr,.code,blockquote,.notice{break-inside:avoid}
        .mark{text-align:start}.check{display:none}
        }
        @page{size:A4;margin:22mm 20mm;@bottom-right{content:counter(page) "/" counter(pages);font:8pt sans-serif}}

        """
    /// The mark of an exercise on each printed page.
    static let exercise =
        plain
            + """
            @page{@top-center{content:"EXERCISE";font:bold 11pt sans-serif;color:#7a4b00}\
            @bottom-center{content:"EXERCISE";font:bold 11pt sans-serif;color:#7a4b00}}

            """

    /// What of a page may load and run: its own stylesheet and script, and nothing else.
    static func policy(for style: String, script: String?) -> String {
        let scripts = script.map { " script-src '\(hash($0))';" } ?? ""
        return "default-src 'none';\(scripts) style-src '\(hash(style))'; base-uri 'none'; form-action 'none'"
    }

    private static func hash(_ text: String) -> String {
        "sha256-" + Data(SHA256.hash(data: Array(text.utf8))).base64EncodedString()
    }
}
