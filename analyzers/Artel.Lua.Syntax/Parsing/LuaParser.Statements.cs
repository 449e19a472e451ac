namespace Artel.Lua.Syntax;

internal sealed partial class LuaParser
{
    /// <summary>A block in a scope of its own.</summary>
    private LuaBlock ParseBlock(bool isLoop = false)
    {
        _scopes.EnterBlock(isLoop);
        var block = ParseBlockInScope();
        _scopes.LeaveBlock();
        return block;
    }

    private LuaBlock ParseBlockInScope()
    {
        var start = Current.Span.Start;
        var statements = new List<LuaStatement>();
        ParseStatements(statements);
        return new LuaBlock(statements.Count == 0 ? new LuaSpan(start, start) : From(start), statements);
    }

    private void ParseStatements(List<LuaStatement> statements)
    {
        while (!LuaTokenFacts.EndsBlock(Kind))
        {
            var before = _index;
            statements.Add(ParseStatement());
            if (_index == before)
                SkipToStatement();
            if (statements[statements.Count - 1] is LuaReturnStatement && !LuaTokenFacts.EndsBlock(Kind))
                ReportAtCurrent("'return' must be the last statement of its block: 'end' or <eof> expected");
        }
    }

    private void SkipToStatement()
    {
        ReportAtCurrent("unexpected symbol");
        do
            Advance();
        while (!LuaTokenFacts.EndsBlock(Kind) && !LuaTokenFacts.BeginsStatementOnly(Kind)
            && Kind is not (LuaTokenKind.Name or LuaTokenKind.Function));
    }

    private LuaStatement ParseStatement()
    {
        var start = Current.Span.Start;
        var entered = EnterLevel();
        LuaStatement statement = !entered ? new LuaEmptyStatement(From(start)) : Kind switch
        {
            LuaTokenKind.Semicolon => new LuaEmptyStatement(Advance().Span),
            LuaTokenKind.If => ParseIf(),
            LuaTokenKind.While => ParseWhile(),
            LuaTokenKind.Do => ParseDo(),
            LuaTokenKind.For => ParseFor(),
            LuaTokenKind.Repeat => ParseRepeat(),
            LuaTokenKind.Function => ParseFunctionStatement(),
            LuaTokenKind.Local => ParseLocal(),
            LuaTokenKind.DoubleColon => ParseLabel(),
            LuaTokenKind.Return => ParseReturn(),
            LuaTokenKind.Break => ParseBreak(),
            LuaTokenKind.Goto => ParseGoto(),
            _ => ParseExpressionStatement(),
        };
        LeaveLevel();
        return statement;
    }

    private LuaIfStatement ParseIf()
    {
        var opening = Current;
        var clauses = new List<LuaIfClause>();
        do
        {
            var start = Advance().Span.Start;
            var condition = ParseExpression();
            Expect(LuaTokenKind.Then);
            var body = ParseBlock();
            clauses.Add(new LuaIfClause(From(start), condition, body));
        }
        while (Kind == LuaTokenKind.ElseIf);

        var otherwise = TryTake(LuaTokenKind.Else) ? ParseBlock() : null;
        ExpectClosing(LuaTokenKind.End, opening);
        return new LuaIfStatement(From(opening.Span.Start), clauses, otherwise);
    }

    private LuaWhileStatement ParseWhile()
    {
        var opening = Advance();
        var condition = ParseExpression();
        Expect(LuaTokenKind.Do);
        var body = ParseBlock(isLoop: true);
        ExpectClosing(LuaTokenKind.End, opening);
        return new LuaWhileStatement(From(opening.Span.Start), condition, body);
    }

    private LuaDoStatement ParseDo()
    {
        var opening = Advance();
        var body = ParseBlock();
        ExpectClosing(LuaTokenKind.End, opening);
        return new LuaDoStatement(From(opening.Span.Start), body);
    }

    private LuaRepeatStatement ParseRepeat()
    {
        var opening = Advance();
        _scopes.EnterBlock(isLoop: true);
        var body = ParseBlockInScope();
        var condition = ExpectClosing(LuaTokenKind.Until, opening) ? ParseExpression() : Missing();
        _scopes.LeaveBlock();
        return new LuaRepeatStatement(From(opening.Span.Start), body, condition);
    }

    private LuaStatement ParseFor()
    {
        var opening = Advance();
        var names = new List<LuaLocal> { LoopVariable(ExpectName()) };
        if (Kind == LuaTokenKind.Assign)
            return ParseNumericFor(opening, names[0]);

        while (TryTake(LuaTokenKind.Comma))
            names.Add(LoopVariable(ExpectName()));
        IReadOnlyList<LuaExpression> values = [];
        if (TryTake(LuaTokenKind.In))
            values = ParseExpressionList();
        else
            ReportAtCurrent("'=' or 'in' expected");
        var body = ParseForBody(opening, hidden: 4, names);
        return new LuaGenericForStatement(From(opening.Span.Start), names, values, body);

        static LuaLocal LoopVariable(LuaName name) => new(name.Text, name.Span, LuaLocalKind.LoopVariable);
    }

    private LuaNumericForStatement ParseNumericFor(LuaToken opening, LuaLocal variable)
    {
        Advance();
        var first = ParseExpression();
        var limit = Expect(LuaTokenKind.Comma) ? ParseExpression() : Missing();
        var step = TryTake(LuaTokenKind.Comma) ? ParseExpression() : null;
        var body = ParseForBody(opening, hidden: 3, [variable]);
        return new LuaNumericForStatement(From(opening.Span.Start), variable, first, limit, step, body);
    }

    private LuaBlock ParseForBody(LuaToken opening, int hidden, IReadOnlyList<LuaLocal> variables)
    {
        Expect(LuaTokenKind.Do);
        _scopes.EnterBlock(isLoop: true);
        _scopes.DeclareHidden(hidden, opening.Span);
        _scopes.EnterBlock(isLoop: false);
        foreach (var variable in variables)
            _scopes.Declare(variable);
        var body = ParseBlockInScope();
        _scopes.LeaveBlock();
        _scopes.LeaveBlock();
        ExpectClosing(LuaTokenKind.End, opening);
        return body;
    }

    private LuaReturnStatement ParseReturn()
    {
        var start = Advance().Span.Start;
        IReadOnlyList<LuaExpression> values =
            LuaTokenFacts.EndsBlock(Kind) || Kind == LuaTokenKind.Semicolon ? [] : ParseExpressionList();
        TryTake(LuaTokenKind.Semicolon);
        return new LuaReturnStatement(From(start), values);
    }

    private LuaBreakStatement ParseBreak()
    {
        var token = Advance();
        if (!_scopes.InLoop)
            Report("break outside a loop", token.Span);
        return new LuaBreakStatement(token.Span);
    }

    private LuaGotoStatement ParseGoto()
    {
        var start = Advance().Span.Start;
        var label = ExpectName();
        if (label.Text.Length > 0)
            _scopes.Goto(label);
        return new LuaGotoStatement(From(start), label);
    }

    private LuaLabelStatement ParseLabel()
    {
        var start = Advance().Span.Start;
        var name = ExpectName();
        Expect(LuaTokenKind.DoubleColon);
        if (name.Text.Length > 0)
            _scopes.Label(name, OnlyEmptyStatementsFollow());
        return new LuaLabelStatement(From(start), name);
    }

    /// <summary>Looked up once for a row of labels, however long it is.</summary>
    private bool OnlyEmptyStatementsFollow()
    {
        if (_index > _rowEnd)
            (_rowEnd, _rowEndsBlock) = FindEndOfRow();
        return _rowEndsBlock;
    }

    private (int End, bool EndsBlock) FindEndOfRow()
    {
        for (var i = _index; ; i++)
        {
            switch (_tokens[i].Kind)
            {
                case LuaTokenKind.Semicolon:
                    break;
                case LuaTokenKind.DoubleColon when i + 2 < _tokens.Count && _tokens[i + 2].Kind == LuaTokenKind.DoubleColon:
                    i += 2;
                    break;
                case LuaTokenKind.EndOfFile or LuaTokenKind.End or LuaTokenKind.Else or LuaTokenKind.ElseIf:
                    return (i, true);
                default:
                    // The condition after `until` still sees the block's locals, so it does not end their scope.
                    return (i, false);
            }
        }
    }

    /// <summary>An assignment or a call.</summary>
    private LuaStatement ParseExpressionStatement()
    {
        var start = Current.Span.Start;
        var expression = ParseSuffixed();
        if (Kind is LuaTokenKind.Assign or LuaTokenKind.Comma && expression is not LuaMissingExpression)
            return ParseAssignment(start, expression);

        if (expression is not (LuaCallExpression or LuaMethodCallExpression or LuaMissingExpression))
            ReportAtCurrent("'=' or a call expected");
        return new LuaExpressionStatement(From(start), expression);
    }

    private LuaAssignmentStatement ParseAssignment(int start, LuaExpression first)
    {
        var targets = new List<LuaExpression> { CheckTarget(first) };
        while (TryTake(LuaTokenKind.Comma))
            targets.Add(CheckTarget(ParseSuffixed()));
        List<LuaExpression> values = Expect(LuaTokenKind.Assign) ? ParseExpressionList() : [];
        for (var i = 0; i < targets.Count; i++)
            if (targets[i] is LuaNameExpression { Local: { } local })
                local.AddAssignment(i < values.Count ? values[i] : null);
        return new LuaAssignmentStatement(From(start), targets, values);
    }

    private LuaExpression CheckTarget(LuaExpression target)
    {
        if (target is LuaNameExpression { Local: { Attribute: not LuaAttribute.None } local })
            Report($"attempt to assign to const variable '{local.Name}'", target.Span);
        else if (target is not (LuaNameExpression or LuaMemberExpression or LuaIndexExpression or LuaMissingExpression))
            Report("cannot assign to this expression", target.Span);
        return target;
    }
}
