namespace Artel.Lua.Syntax;

internal sealed partial class LuaParser
{
    private const int UnaryPriority = 12;

    private LuaMissingExpression Missing() => new(new LuaSpan(PreviousEnd, PreviousEnd));

    private List<LuaExpression> ParseExpressionList()
    {
        var expressions = new List<LuaExpression> { ParseExpression() };
        while (TryTake(LuaTokenKind.Comma))
            expressions.Add(ParseExpression());
        return expressions;
    }

    /// <summary>Precedence climbing: reads operators that bind tighter than the limit.</summary>
    private LuaExpression ParseExpression(int limit = 0)
    {
        if (!EnterLevel())
        {
            LeaveLevel();
            return Missing();
        }

        var start = Current.Span.Start;
        LuaExpression left;
        if (Kind is LuaTokenKind.Not or LuaTokenKind.Minus or LuaTokenKind.Hash or LuaTokenKind.Tilde)
        {
            var operatorKind = Advance().Kind;
            var operand = ParseExpression(UnaryPriority);
            left = new LuaUnaryExpression(From(start), operatorKind, operand);
        }
        else
        {
            left = ParseSimple();
        }

        while (Priority(Kind) is var (leftPriority, rightPriority) && leftPriority > limit)
        {
            var operatorKind = Advance().Kind;
            var right = ParseExpression(rightPriority);
            left = new LuaBinaryExpression(From(start), left, operatorKind, right);
        }

        LeaveLevel();
        return left;
    }

    /// <summary>How tight an operator binds to its left and to its right; those with the smaller right one group from the right.</summary>
    private static (int Left, int Right) Priority(LuaTokenKind kind) => kind switch
    {
        LuaTokenKind.Or => (1, 1),
        LuaTokenKind.And => (2, 2),
        LuaTokenKind.Less or LuaTokenKind.Greater or LuaTokenKind.LessOrEqual or LuaTokenKind.GreaterOrEqual
            or LuaTokenKind.NotEqual or LuaTokenKind.Equal => (3, 3),
        LuaTokenKind.Pipe => (4, 4),
        LuaTokenKind.Tilde => (5, 5),
        LuaTokenKind.Ampersand => (6, 6),
        LuaTokenKind.ShiftLeft or LuaTokenKind.ShiftRight => (7, 7),
        LuaTokenKind.Concat => (9, 8),
        LuaTokenKind.Plus or LuaTokenKind.Minus => (10, 10),
        LuaTokenKind.Star or LuaTokenKind.Slash or LuaTokenKind.DoubleSlash or LuaTokenKind.Percent => (11, 11),
        LuaTokenKind.Caret => (14, 13),
        _ => (0, 0),
    };

    private LuaExpression ParseSimple()
    {
        switch (Kind)
        {
            case LuaTokenKind.String:
                return StringOf(Advance());
            case LuaTokenKind.Number:
                return new LuaNumberExpression(Current.Span, _tree.GetText(Advance().Span));
            case LuaTokenKind.Nil:
                return new LuaConstantExpression(Advance().Span, LuaConstantKind.Nil);
            case LuaTokenKind.True:
                return new LuaConstantExpression(Advance().Span, LuaConstantKind.True);
            case LuaTokenKind.False:
                return new LuaConstantExpression(Advance().Span, LuaConstantKind.False);
            case LuaTokenKind.Ellipsis:
                if (!_scopes.IsVararg)
                    Report("cannot use '...' outside a vararg function", Current.Span);
                return new LuaVarargExpression(Advance().Span);
            case LuaTokenKind.LeftBrace:
                return ParseTable();
            case LuaTokenKind.Function when NextKind != LuaTokenKind.Name:
                return ParseFunctionBody(Advance(), isMethod: false);
            default:
                // Among them a function with a name: a statement, after an expression that is not finished.
                return ParseSuffixed();
        }
    }

    private static LuaStringExpression StringOf(LuaToken token) => new(token.Span, token.Value!, token.ContentStart);

    private LuaExpression ParsePrimary()
    {
        if (Kind == LuaTokenKind.Name)
        {
            var name = Advance();
            return new LuaNameExpression(name.Span, name.Value!, _scopes.Find(name.Value!));
        }

        if (Kind == LuaTokenKind.LeftParen)
        {
            var opening = Advance();
            var expression = ParseExpression();
            ExpectClosing(LuaTokenKind.RightParen, opening);
            return new LuaParenthesizedExpression(From(opening.Span.Start), expression);
        }

        ReportAtCurrent("unexpected symbol");
        return Missing();
    }

    /// <summary>A name or a parenthesised expression, and the fields, calls and methods that follow it.</summary>
    private LuaExpression ParseSuffixed()
    {
        var start = Current.Span.Start;
        var expression = ParsePrimary();
        if (expression is LuaMissingExpression)
            return expression;

        while (true)
        {
            switch (Kind)
            {
                case LuaTokenKind.Dot:
                    Advance();
                    var member = ExpectName();
                    expression = new LuaMemberExpression(From(start), expression, member);
                    break;
                case LuaTokenKind.LeftBracket:
                    var opening = Advance();
                    var key = ParseExpression();
                    ExpectClosing(LuaTokenKind.RightBracket, opening);
                    expression = new LuaIndexExpression(From(start), expression, key);
                    break;
                case LuaTokenKind.Colon:
                    Advance();
                    var method = ExpectName();
                    var passed = ParseArguments();
                    expression = new LuaMethodCallExpression(From(start), expression, method, passed);
                    break;
                case LuaTokenKind.LeftParen or LuaTokenKind.String or LuaTokenKind.LeftBrace:
                    var arguments = ParseArguments();
                    expression = new LuaCallExpression(From(start), expression, arguments);
                    break;
                default:
                    return expression;
            }
        }
    }

    private List<LuaExpression> ParseArguments()
    {
        switch (Kind)
        {
            case LuaTokenKind.String:
                return [StringOf(Advance())];
            case LuaTokenKind.LeftBrace:
                return [ParseTable()];
            case LuaTokenKind.LeftParen:
                break;
            default:
                ReportAtCurrent("function arguments expected");
                return [];
        }

        var opening = Advance();
        var arguments = Kind == LuaTokenKind.RightParen ? [] : ParseExpressionList();
        ExpectClosing(LuaTokenKind.RightParen, opening);
        return arguments;
    }

    private LuaTableExpression ParseTable()
    {
        var opening = Advance();
        var fields = new List<LuaTableField>();
        while (Kind is not (LuaTokenKind.RightBrace or LuaTokenKind.EndOfFile) && !BeginsStatement())
        {
            fields.Add(ParseField());
            if (!TryTake(LuaTokenKind.Comma) && !TryTake(LuaTokenKind.Semicolon))
                break;
        }

        ExpectClosing(LuaTokenKind.RightBrace, opening);
        return new LuaTableExpression(From(opening.Span.Start), fields);
    }

    /// <summary>A brace was forgotten: what stands here belongs to the block around the table.</summary>
    private bool BeginsStatement() =>
        LuaTokenFacts.EndsBlock(Kind)
        || (LuaTokenFacts.BeginsStatementOnly(Kind) && Kind != LuaTokenKind.Semicolon)
        || (Kind == LuaTokenKind.Function && NextKind == LuaTokenKind.Name);

    private LuaTableField ParseField()
    {
        var start = Current.Span.Start;
        if (Kind == LuaTokenKind.Name && NextKind == LuaTokenKind.Assign)
        {
            var name = NameOf(Advance());
            Advance();
            var named = ParseExpression();
            return new LuaTableField(From(start), name, key: null, named);
        }

        if (Kind == LuaTokenKind.LeftBracket)
        {
            var opening = Advance();
            var key = ParseExpression();
            ExpectClosing(LuaTokenKind.RightBracket, opening);
            var keyed = Expect(LuaTokenKind.Assign) ? ParseExpression() : Missing();
            return new LuaTableField(From(start), name: null, key, keyed);
        }

        var value = ParseExpression();
        return new LuaTableField(From(start), name: null, key: null, value);
    }
}
