//! What the text of a chapter asks and gives, apart from its words: names of data, components, legal facts, terms,
//! conditions and headings.
//!
//! It reads the syntax tree of the template engine, an interface without promises; the version is therefore locked.

use std::collections::{BTreeMap, BTreeSet};

use minijinja::machinery::ast::{CallArg, Expr, Stmt};
use minijinja::machinery::parse;

use crate::judgement::tags::readable;

/// Deeper nesting is not followed; nobody can read it either.
const DEEPEST: usize = 60;

/// What stands in a text, each with how often.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets {
    /// Names of data, such as `organisatie.meldroute.acuut`; of what stands in a list, `maatregelen.budget`.
    pub names: BTreeSet<String>,
    /// Calls, such as `rechtsfeit("wgs")`.
    pub calls: BTreeMap<String, usize>,
    /// What `{% if %}` and `{% for %}` ask.
    pub conditions: BTreeMap<String, usize>,
    /// Headings, without their signs.
    pub headings: BTreeMap<String, usize>,
    /// The words between the tags.
    pub words: String,
}

/// Reads a text. `None` when the template engine cannot, which is told elsewhere.
pub fn facets(text: &str) -> Option<Facets> {
    if !readable(text) {
        return None;
    }
    let tree = parse(text, "hoofdstuk", Default::default()).ok()?;
    let mut walker = Walker { text, facets: Facets::default(), scope: Vec::new(), depth: 0 };
    walker.statement(&tree);
    let mut facets = walker.facets;
    for line in text.lines().filter(|line| line.starts_with('#')) {
        *facets.headings.entry(line.trim_start_matches('#').trim().to_owned()).or_default() += 1;
    }
    Some(facets)
}

struct Walker<'a> {
    text: &'a str,
    facets: Facets,
    /// Names that the text gives itself, and the data they stand for.
    scope: Vec<(String, Option<String>)>,
    depth: usize,
}

impl Walker<'_> {
    fn body(&mut self, statements: &[Stmt<'_>]) {
        let outer = self.scope.len();
        statements.iter().for_each(|s| self.statement(s));
        self.scope.truncate(outer);
    }

    fn statement(&mut self, statement: &Stmt<'_>) {
        if self.depth >= DEEPEST {
            return;
        }
        self.depth += 1;
        match statement {
            Stmt::Template(template) => self.body(&template.children),
            Stmt::EmitExpr(emit) => self.expression(&emit.expr),
            Stmt::EmitRaw(raw) => self.facets.words.push_str(raw.raw),
            Stmt::ForLoop(each) => {
                self.condition(&each.iter);
                let outer = self.scope.len();
                let path = self.path(&each.iter);
                self.bind(&each.target, path);
                // What the loop passes by is said of each of its values.
                each.filter_expr.iter().for_each(|e| self.condition(e));
                self.scope.push(("loop".into(), None));
                self.body(&each.body);
                self.scope.truncate(outer);
                self.body(&each.else_body);
            }
            Stmt::IfCond(branch) => {
                self.condition(&branch.expr);
                self.body(&branch.true_body);
                self.body(&branch.false_body);
            }
            Stmt::WithBlock(with) => {
                let outer = self.scope.len();
                for (target, value) in &with.assignments {
                    self.expression(value);
                    let path = self.path(value);
                    self.bind(target, path);
                }
                self.body(&with.body);
                self.scope.truncate(outer);
            }
            Stmt::Set(set) => {
                self.expression(&set.expr);
                let path = self.path(&set.expr);
                self.bind(&set.target, path);
            }
            Stmt::SetBlock(set) => {
                self.body(&set.body);
                self.bind(&set.target, None);
            }
            Stmt::FilterBlock(block) => self.body(&block.body),
            Stmt::AutoEscape(block) => self.body(&block.body),
            Stmt::Macro(own) => {
                let outer = self.scope.len();
                own.args.iter().for_each(|arg| self.bind(arg, None));
                self.body(&own.body);
                self.scope.truncate(outer);
                self.scope.push((own.name.to_owned(), None));
            }
            Stmt::CallBlock(call) => self.body(&call.macro_decl.body),
            Stmt::Do(call) => self.arguments(&call.call.args),
            // Kinds of statement that are not switched on.
            _ => {}
        }
        self.depth -= 1;
    }

    fn bind(&mut self, target: &Expr<'_>, path: Option<String>) {
        match target {
            Expr::Var(var) => self.scope.push((var.id.to_owned(), path)),
            Expr::List(list) => list.items.iter().for_each(|item| self.bind(item, None)),
            Expr::Tuple(tuple) => tuple.items.iter().for_each(|item| self.bind(item, None)),
            _ => {}
        }
    }

    fn condition(&mut self, expr: &Expr<'_>) {
        let index = |offset: u32| usize::try_from(offset).unwrap_or(usize::MAX);
        let written = self.text.get(index(begin(expr))..index(expr.span().end_offset)).unwrap_or_default();
        let written = written.split_whitespace().collect::<Vec<_>>().join(" ");
        *self.facets.conditions.entry(written).or_default() += 1;
        self.expression(expr);
    }

    /// The data that an expression stands for, if it is no more than a name, or a list that was filtered.
    fn path(&self, expr: &Expr<'_>) -> Option<String> {
        match expr {
            Expr::Var(var) => match self.scope.iter().rev().find(|(name, _)| name == var.id) {
                Some((_, path)) => path.clone(),
                None => Some(var.id.to_owned()),
            },
            Expr::GetAttr(attr) => Some(format!("{}.{}", self.path(&attr.expr)?, attr.name)),
            Expr::GetItem(item) => match item.subscript_expr.as_const()?.as_str() {
                Some(name) => Some(format!("{}.{name}", self.path(&item.expr)?)),
                None => self.path(&item.expr),
            },
            Expr::Filter(filter) => self.path(filter.expr.as_ref()?),
            Expr::Slice(slice) => self.path(&slice.expr),
            _ => None,
        }
    }

    fn arguments(&mut self, args: &[CallArg<'_>]) {
        for arg in args {
            match arg {
                CallArg::Pos(e) | CallArg::Kwarg(_, e) | CallArg::PosSplat(e) | CallArg::KwargSplat(e) => {
                    self.expression(e);
                }
            }
        }
    }

    fn expression(&mut self, expr: &Expr<'_>) {
        if self.depth >= DEEPEST {
            return;
        }
        self.depth += 1;
        match expr {
            Expr::Var(_) | Expr::GetAttr(_) => match self.path(expr) {
                Some(path) => drop(self.facets.names.insert(path)),
                None => {
                    if let Expr::GetAttr(attr) = expr {
                        self.expression(&attr.expr);
                    }
                }
            },
            Expr::GetItem(item) => {
                match self.path(expr) {
                    Some(path) => drop(self.facets.names.insert(path)),
                    None => self.expression(&item.expr),
                }
                self.expression(&item.subscript_expr);
            }
            Expr::Const(_) => {}
            Expr::Slice(slice) => self.expression(&slice.expr),
            Expr::UnaryOp(op) => self.expression(&op.expr),
            Expr::BinOp(op) => {
                self.expression(&op.left);
                self.expression(&op.right);
            }
            Expr::Compare(compare) => {
                self.expression(&compare.expr);
                compare.ops.iter().for_each(|op| self.expression(&op.expr));
            }
            Expr::IfExpr(branch) => {
                self.condition(&branch.test_expr);
                self.expression(&branch.true_expr);
                branch.false_expr.iter().for_each(|e| self.expression(e));
            }
            Expr::Filter(filter) => {
                filter.expr.iter().for_each(|e| self.expression(e));
                self.arguments(&filter.args);
            }
            Expr::Test(test) => {
                self.expression(&test.expr);
                self.arguments(&test.args);
            }
            Expr::Call(call) => {
                self.call(&call.expr, &call.args);
                self.arguments(&call.args);
            }
            Expr::List(list) => list.items.iter().for_each(|e| self.expression(e)),
            Expr::Tuple(tuple) => tuple.items.iter().for_each(|e| self.expression(e)),
            Expr::Map(map) => map.values.iter().for_each(|e| self.expression(e)),
        }
        self.depth -= 1;
    }

    fn call(&mut self, function: &Expr<'_>, args: &[CallArg<'_>]) {
        let Expr::Var(name) = function else { return self.expression(function) };
        if self.scope.iter().any(|(own, _)| own == name.id) {
            return;
        }
        let shown = args.iter().map(|arg| match arg {
            CallArg::Pos(e) => self.argument(e),
            CallArg::Kwarg(key, e) => format!("{key}={}", self.argument(e)),
            _ => "…".into(),
        });
        let call = format!("{}({})", name.id, shown.collect::<Vec<_>>().join(", "));
        *self.facets.calls.entry(call).or_default() += 1;
    }

    fn argument(&self, expr: &Expr<'_>) -> String {
        match expr.as_const() {
            Some(value) => value.as_str().map_or_else(|| value.to_string(), |text| format!("\"{text}\"")),
            None => self.path(expr).unwrap_or_else(|| "…".into()),
        }
    }
}

/// Where an expression begins; the engine lets what follows a value, such as a filter, begin at itself.
fn begin(expr: &Expr<'_>) -> u32 {
    let mut leftmost = expr;
    let mut begin = expr.span().start_offset;
    for _ in 0..DEEPEST {
        leftmost = match leftmost {
            Expr::Filter(filter) => match &filter.expr {
                Some(input) => input,
                None => break,
            },
            Expr::Test(test) => &test.expr,
            Expr::GetAttr(attr) => &attr.expr,
            Expr::GetItem(item) => &item.expr,
            Expr::Slice(slice) => &slice.expr,
            Expr::Call(call) => &call.expr,
            Expr::BinOp(op) => &op.left,
            Expr::Compare(compare) => &compare.expr,
            Expr::IfExpr(branch) => &branch.true_expr,
            _ => break,
        };
        begin = begin.min(leftmost.span().start_offset);
    }
    begin
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_followed_into_loops_and_out_again() {
        let text = "{% set o = organisatie.opvang %}{% for p in o %}{{ p.naam }}{% for x in p.plekken %}{{ x.aantal }}{{ loop.index }}{% endfor %}{% endfor %}{{ p }}{{ toets[\"norm\"].oordeel }}{{ 'a' if plan.datum else gemeente.code }}";
        let names: Vec<String> = facets(text).unwrap().names.into_iter().collect();
        assert_eq!(
            names,
            [
                "gemeente.code",
                "organisatie.opvang",
                "organisatie.opvang.naam",
                "organisatie.opvang.plekken",
                "organisatie.opvang.plekken.aantal",
                "p",
                "plan.datum",
                "toets.norm.oordeel"
            ]
        );
        assert_eq!(facets("{% if"), None);
        assert_eq!(facets(&format!("{{{{ {} }}}}", "(".repeat(5_000))), None);
    }
}
