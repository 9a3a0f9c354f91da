//! Checks an expression without working it out: every name exists, what is compared can be compared, and the answer
//! is what is asked for. In every branch, not only in the one that today's data take.
//!
//! It reads the syntax tree of the template engine, an interface without promises; the version is therefore locked.

use std::ops::Range;

use minijinja::machinery::ast::{BinOpKind, CallArg, CompareOpKind, Expr, UnaryOpKind};
use minijinja::machinery::{Span, parse_expr};

use super::expression::LONGEST;
use super::kinds::Kind;
use crate::ground::dutch;

/// What the answer of an expression must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// True or false; of a value that may be missing: whether it is there.
    Truth,
    /// A date, or none.
    Date,
}

/// A fault in an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where it stands, in bytes of the expression.
    pub range: Range<usize>,
    /// What is wrong, in Dutch.
    pub title: String,
    /// What to do.
    pub action: String,
}

/// What an expression is: its kind, and whether it may be missing, so that asking for its truth asks if it is there.
#[derive(Debug, Clone)]
struct Typed {
    kind: Kind,
    optional: bool,
}

fn fixed(kind: Kind) -> Typed {
    Typed { kind, optional: false }
}

fn data(kind: Kind) -> Typed {
    Typed { kind, optional: true }
}

/// Every fault of an expression over these names.
pub fn check(expression: &str, names: &Kind, wanted: Wanted) -> Vec<Finding> {
    let whole = 0..expression.len();
    let unreadable = |action: &str| Finding {
        range: whole.clone(),
        title: "deze uitdrukking is niet te lezen".into(),
        action: action.into(),
    };
    if expression.len() > LONGEST {
        return vec![unreadable("Kort de uitdrukking in, of maak er twee eisen van.")];
    }
    let Ok(tree) = parse_expr(expression) else {
        return vec![unreadable(
            "Kijk of elk haakje en elk aanhalingsteken is gesloten en of er tussen twee namen `and` of `or` staat.",
        )];
    };
    let mut checker = Checker { names, findings: Vec::new(), depth: 0 };
    let answer = checker.typed(&tree);
    match wanted {
        Wanted::Truth => checker.truth(&answer, tree.span()),
        Wanted::Date if matches!(answer.kind, Kind::Date | Kind::Nothing | Kind::Any) => {}
        Wanted::Date => checker.tell(
            tree.span(),
            format!("deze uitdrukking geeft {} en geen datum", answer.kind.word()),
            "Vraag om een datum, bijvoorbeeld plan.datum.",
        ),
    }
    checker.findings
}

struct Checker<'a> {
    names: &'a Kind,
    findings: Vec<Finding>,
    depth: usize,
}

/// Deeper expressions are refused: nobody can read them, and they would be followed on the stack.
const DEEPEST: usize = 40;

/// Filters that expressions may use.
const FILTERS: &[&str] = &[
    "abs",
    "bool",
    "count",
    "default",
    "first",
    "float",
    "groupby",
    "int",
    "join",
    "last",
    "length",
    "list",
    "lower",
    "map",
    "max",
    "min",
    "reject",
    "rejectattr",
    "reverse",
    "round",
    "select",
    "selectattr",
    "sort",
    "string",
    "sum",
    "trim",
    "unique",
    "upper",
];

/// Tests that expressions may use.
const TESTS: &[&str] = &[
    "==",
    "!=",
    "<",
    "<=",
    ">",
    ">=",
    "defined",
    "divisibleby",
    "endingwith",
    "eq",
    "equalto",
    "even",
    "false",
    "ge",
    "greaterthan",
    "gt",
    "in",
    "integer",
    "iterable",
    "le",
    "lessthan",
    "lower",
    "lt",
    "mapping",
    "ne",
    "none",
    "number",
    "odd",
    "sequence",
    "startingwith",
    "string",
    "true",
    "undefined",
    "upper",
];

/// Functions that expressions may use.
const FUNCTIONS: &[&str] = &["bewijs", "maanden_sinds", "range"];

impl Checker<'_> {
    fn tell(&mut self, span: Span, title: String, action: impl Into<String>) {
        let at = |offset: u32| usize::try_from(offset).unwrap_or_default();
        let range = at(span.start_offset)..at(span.end_offset);
        let finding = Finding { range, title, action: action.into() };
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }

    fn unknown(&mut self, span: Span, what: &str, name: &str, known: &[&str]) {
        let action = match dutch::nearest(name, known.iter().copied()) {
            Some(near) => format!("Bedoelt u `{near}`?"),
            None if known.len() <= 40 => format!("Hier kan staan: {}.", dutch::ticked_or(known)),
            None => "Kijk in docs/sjablonen.md welke namen er zijn.".into(),
        };
        self.tell(span, format!("{what} `{name}` bestaat niet"), action);
    }

    /// Tells when a value can be neither true nor false, nor be missing.
    fn truth(&mut self, typed: &Typed, span: Span) {
        let fits = typed.optional || matches!(typed.kind, Kind::Bool | Kind::List(_) | Kind::Record(_) | Kind::Any);
        if !fits {
            self.tell(
                span,
                format!("hier staat {}, en geen antwoord dat waar of onwaar is", typed.kind.word()),
                "Maak er een vergelijking van, bijvoorbeeld met == of >=.",
            );
        }
    }

    fn comparable(&mut self, left: &Kind, right: &Kind, span: Span) {
        if !left.compares(right) {
            self.tell(
                span,
                format!("{} en {} zijn niet te vergelijken", left.word(), right.word()),
                "Vergelijk gegevens van dezelfde soort, bijvoorbeeld een datum met peildatum.",
            );
        }
    }

    /// A literal word that can never be one of the choices.
    fn choice(&mut self, choices: &Kind, literal: &Expr<'_>) {
        let (Kind::Word(words), Some(value)) = (choices, literal.as_const()) else { return };
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        if let Some(text) = value.as_str().filter(|text| !words.contains(text)) {
            let text = text.to_owned();
            self.unknown(literal.span(), "de keuze", &text, &words);
        }
    }

    fn field(&mut self, owner: &Kind, name: &str, span: Span) -> Typed {
        match owner {
            Kind::Record(fields) => match fields.get(name) {
                Some(kind) => data(kind.clone()),
                None => {
                    let known: Vec<&str> = fields.keys().map(String::as_str).collect();
                    self.unknown(span, "het gegeven", name, &known);
                    data(Kind::Any)
                }
            },
            Kind::Any => data(Kind::Any),
            other => {
                let action = match other {
                    Kind::List(_) => "Gebruik selectattr of map(attribute=…) om in een lijst te zoeken.",
                    _ => "Haal het laatste deel weg.",
                };
                self.tell(span, format!("`{name}` bestaat niet: hier staat {}", other.word()), action);
                data(Kind::Any)
            }
        }
    }

    /// A dotted name inside the elements of a list, as `selectattr` takes it.
    fn attribute(&mut self, list: &Kind, path: &Expr<'_>) -> Typed {
        let element = match list {
            Kind::List(element) => (**element).clone(),
            _ => Kind::Any,
        };
        let Some(path_text) = path.as_const().and_then(|v| v.as_str().map(str::to_owned)) else {
            return data(Kind::Any);
        };
        path_text.split('.').fold(data(element), |owner, name| self.field(&owner.kind, name, path.span()))
    }

    fn joined(&mut self, left: Typed, right: Typed) -> Typed {
        let optional = left.optional || right.optional;
        let kind = match (left.kind, right.kind) {
            (Kind::Nothing, other) | (other, Kind::Nothing) => other,
            (a, b) if a == b => a,
            // What comes out is one or the other; all that can be asked of both is whether it is there.
            _ => Kind::Any,
        };
        Typed { kind, optional }
    }

    fn typed(&mut self, expr: &Expr<'_>) -> Typed {
        if self.depth >= DEEPEST {
            let action = "Maak er kortere eisen van.";
            self.tell(expr.span(), "deze uitdrukking zit te diep in elkaar".into(), action);
            return data(Kind::Any);
        }
        self.depth += 1;
        let typed = self.typed_inside(expr);
        self.depth -= 1;
        typed
    }

    fn typed_inside(&mut self, expr: &Expr<'_>) -> Typed {
        match expr {
            Expr::Var(var) => {
                let names = self.names;
                if let (true, Kind::Record(fields)) = (FUNCTIONS.contains(&var.id), names) {
                    let known: Vec<&str> = fields.keys().map(String::as_str).collect();
                    self.unknown(expr.span(), "het gegeven", var.id, &known);
                    return data(Kind::Any);
                }
                self.field(names, var.id, expr.span())
            }
            Expr::Const(constant) => fixed(literal(&constant.value)),
            Expr::GetAttr(attr) => {
                let owner = self.typed(&attr.expr);
                self.field(&owner.kind, attr.name, expr.span())
            }
            Expr::GetItem(item) => {
                let owner = self.typed(&item.expr);
                let _ = self.typed(&item.subscript_expr);
                match (item.subscript_expr.as_const().and_then(|v| v.as_str().map(str::to_owned)), &owner.kind) {
                    (Some(name), _) => self.field(&owner.kind, &name, expr.span()),
                    (None, Kind::List(element)) => data((**element).clone()),
                    _ => data(Kind::Any),
                }
            }
            Expr::Slice(slice) => self.typed(&slice.expr),
            Expr::UnaryOp(op) => {
                let inner = self.typed(&op.expr);
                match op.op {
                    UnaryOpKind::Not => {
                        self.truth(&inner, op.expr.span());
                        fixed(Kind::Bool)
                    }
                    UnaryOpKind::Neg => fixed(Kind::Number),
                }
            }
            Expr::BinOp(op) => self.operator(op.op, &op.left, &op.right),
            Expr::Compare(compare) => {
                let mut left_expr = &compare.expr;
                let mut left = self.typed(left_expr);
                for step in &compare.ops {
                    let right = self.typed(&step.expr);
                    let membership = matches!(step.op, CompareOpKind::In | CompareOpKind::NotIn);
                    self.compared(membership, (left_expr, &left), (&step.expr, &right));
                    (left_expr, left) = (&step.expr, right);
                }
                fixed(Kind::Bool)
            }
            Expr::IfExpr(branch) => {
                let test = self.typed(&branch.test_expr);
                self.truth(&test, branch.test_expr.span());
                let yes = self.typed(&branch.true_expr);
                let no = branch.false_expr.as_ref().map_or(fixed(Kind::Nothing), |e| self.typed(e));
                self.joined(yes, no)
            }
            Expr::Filter(filter) => {
                let input = filter.expr.as_ref().map_or(data(Kind::Any), |e| self.typed(e));
                self.filter(filter.name, input, &filter.args, expr.span())
            }
            Expr::Test(test) => {
                let input = self.typed(&test.expr);
                if !TESTS.contains(&test.name) {
                    self.unknown(expr.span(), "de test", test.name, TESTS);
                }
                for argument in positional(&test.args) {
                    let argument_kind = self.typed(argument);
                    if !matches!(test.name, "in" | "divisibleby") {
                        self.comparable(&input.kind, &argument_kind.kind, expr.span());
                    }
                }
                fixed(Kind::Bool)
            }
            Expr::Call(call) => {
                let arguments: Vec<Typed> = positional(&call.args).map(|e| self.typed(e)).collect();
                match &call.expr {
                    Expr::Var(name) => self.function(name.id, &arguments, expr.span()),
                    other => {
                        self.tell(other.span(), "dit is niet aan te roepen".into(), "Haal de haakjes weg.");
                        data(Kind::Any)
                    }
                }
            }
            Expr::List(list) => self.list(&list.items),
            Expr::Tuple(tuple) => self.list(&tuple.items),
            Expr::Map(_) => fixed(Kind::Any),
        }
    }

    fn list(&mut self, items: &[Expr<'_>]) -> Typed {
        let kinds: Vec<Typed> = items.iter().map(|e| self.typed(e)).collect();
        let element = kinds.into_iter().reduce(|a, b| self.joined(a, b)).map_or(Kind::Any, |t| t.kind);
        fixed(Kind::List(Box::new(element)))
    }

    fn operator(&mut self, op: BinOpKind, left_expr: &Expr<'_>, right_expr: &Expr<'_>) -> Typed {
        let left = self.typed(left_expr);
        let right = self.typed(right_expr);
        match op {
            BinOpKind::ScAnd | BinOpKind::ScOr => {
                self.truth(&left, left_expr.span());
                // The right side is what comes out; whether it may be that is asked where it is used.
                match (&left.kind, &right.kind) {
                    (Kind::Bool, _) | (_, Kind::Bool) => {
                        self.truth(&right, right_expr.span());
                        fixed(Kind::Bool)
                    }
                    _ => {
                        self.truth(&right, right_expr.span());
                        self.joined(left, right)
                    }
                }
            }
            BinOpKind::Eq | BinOpKind::Ne | BinOpKind::Lt | BinOpKind::Lte | BinOpKind::Gt | BinOpKind::Gte => {
                self.compared(false, (left_expr, &left), (right_expr, &right));
                fixed(Kind::Bool)
            }
            BinOpKind::In => {
                self.compared(true, (left_expr, &left), (right_expr, &right));
                fixed(Kind::Bool)
            }
            BinOpKind::Concat => fixed(Kind::Text),
            _ => {
                for (typed, expr) in [(&left, left_expr), (&right, right_expr)] {
                    if !matches!(typed.kind, Kind::Number | Kind::Any) {
                        self.tell(
                            expr.span(),
                            format!("met {} is niet te rekenen", typed.kind.word()),
                            "Reken alleen met getallen.",
                        );
                    }
                }
                fixed(Kind::Number)
            }
        }
    }

    fn compared(&mut self, membership: bool, (le, left): (&Expr<'_>, &Typed), (re, right): (&Expr<'_>, &Typed)) {
        match (membership, &right.kind) {
            (true, Kind::List(element)) => {
                self.comparable(&left.kind, element, le.span());
                self.choice(element, le);
            }
            (true, Kind::Text | Kind::Word(_) | Kind::Record(_) | Kind::Any) => {}
            (true, other) => {
                let title = format!("`in` zoekt in een lijst; hier staat {}", other.word());
                self.tell(re.span(), title, "Zet er een lijst neer.");
            }
            (false, _) => {
                self.comparable(&left.kind, &right.kind, re.span());
                self.choice(&left.kind, re);
                self.choice(&right.kind, le);
            }
        }
    }

    fn filter(&mut self, name: &str, input: Typed, args: &[CallArg<'_>], span: Span) -> Typed {
        if !FILTERS.contains(&name) {
            self.unknown(span, "het filter", name, FILTERS);
            return data(Kind::Any);
        }
        let listed = matches!(input.kind, Kind::List(_) | Kind::Any);
        let element = match &input.kind {
            Kind::List(element) => (**element).clone(),
            _ => Kind::Any,
        };
        let of_list = matches!(
            name,
            "selectattr" | "rejectattr" | "select" | "reject" | "map" | "first" | "last" | "list" | "groupby" | "sum"
        );
        if of_list && !listed {
            let title = format!("het filter `{name}` werkt op een lijst; hier staat {}", input.kind.word());
            self.tell(span, title, "Zet er een lijst voor, bijvoorbeeld organisatie.teams.");
            return data(Kind::Any);
        }
        match name {
            "length" | "count" | "sum" | "int" | "float" | "abs" | "round" => fixed(Kind::Number),
            "bool" => fixed(Kind::Bool),
            "join" | "upper" | "lower" | "trim" | "string" => fixed(Kind::Text),
            "first" | "last" | "min" | "max" => data(element),
            "map" => {
                let attribute = args.iter().find_map(|a| match a {
                    CallArg::Kwarg("attribute", value) => Some(value),
                    _ => None,
                });
                let mapped = attribute.map_or(data(Kind::Any), |path| self.attribute(&input.kind, path));
                fixed(Kind::List(Box::new(mapped.kind)))
            }
            "selectattr" | "rejectattr" => {
                let mut arguments = positional(args);
                let Some(path) = arguments.next() else {
                    self.tell(
                        span,
                        format!("bij `{name}` ontbreekt de naam van een gegeven"),
                        "Schrijf bijvoorbeeld selectattr(\"datum\").",
                    );
                    return input;
                };
                let field = self.attribute(&input.kind, path);
                if let Some(test) = arguments.next() {
                    let test_name = test.as_const().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default();
                    if !TESTS.contains(&test_name.as_str()) {
                        self.unknown(test.span(), "de test", &test_name, TESTS);
                    }
                    if let Some(value) = arguments.next() {
                        let value_kind = self.typed(value);
                        match (test_name.as_str(), &value_kind.kind) {
                            ("in", Kind::List(one)) => self.comparable(&field.kind, one, value.span()),
                            ("in", _) => {}
                            _ => {
                                self.comparable(&field.kind, &value_kind.kind, value.span());
                                self.choice(&field.kind, value);
                            }
                        }
                    }
                }
                fixed(input.kind)
            }
            "default" => {
                let other = positional(args).next().map_or(fixed(Kind::Text), |e| self.typed(e));
                self.joined(fixed(input.kind), fixed(other.kind))
            }
            "groupby" => {
                if let Some(path) = positional(args).next() {
                    let _ = self.attribute(&input.kind, path);
                }
                fixed(Kind::List(Box::new(Kind::Any)))
            }
            _ => input,
        }
    }

    fn function(&mut self, name: &str, arguments: &[Typed], span: Span) -> Typed {
        let wanted: &[Kind] = match name {
            "maanden_sinds" => &[Kind::Date],
            "bewijs" => &[Kind::Text],
            "range" => return fixed(Kind::List(Box::new(Kind::Number))),
            _ => {
                self.unknown(span, "de functie", name, FUNCTIONS);
                return data(Kind::Any);
            }
        };
        if arguments.len() != wanted.len() {
            self.tell(span, format!("`{name}` vraagt één gegeven tussen de haakjes"), "Vul het gegeven in.");
        }
        for (argument, wanted) in arguments.iter().zip(wanted) {
            self.comparable(&argument.kind, wanted, span);
        }
        if name == "bewijs" { fixed(Kind::List(Box::new(Kind::Date))) } else { fixed(Kind::Number) }
    }
}

fn positional<'a, 'b>(args: &'a [CallArg<'b>]) -> impl Iterator<Item = &'a Expr<'b>> {
    args.iter().filter_map(|a| match a {
        CallArg::Pos(expr) => Some(expr),
        _ => None,
    })
}

fn literal(value: &minijinja::Value) -> Kind {
    use minijinja::value::ValueKind;
    match value.kind() {
        ValueKind::Bool => Kind::Bool,
        ValueKind::Number => Kind::Number,
        ValueKind::String => Kind::Text,
        ValueKind::None | ValueKind::Undefined => Kind::Nothing,
        ValueKind::Seq => Kind::List(Box::new(Kind::Any)),
        _ => Kind::Any,
    }
}
