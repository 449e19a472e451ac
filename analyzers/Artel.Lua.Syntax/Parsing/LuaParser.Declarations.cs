namespace Artel.Lua.Syntax;

internal sealed partial class LuaParser
{
    private LuaStatement ParseLocal()
    {
        var start = Advance().Span.Start;
        if (Kind == LuaTokenKind.Function)
            return ParseLocalFunction(start);

        var locals = new List<LuaLocal>();
        do
        {
            var name = ExpectName();
            locals.Add(new LuaLocal(name.Text, name.Span, LuaLocalKind.Variable, ParseAttribute(locals)));
        }
        while (TryTake(LuaTokenKind.Comma));

        List<LuaExpression> values = TryTake(LuaTokenKind.Assign) ? ParseExpressionList() : [];
        for (var i = 0; i < locals.Count; i++)
        {
            // Declared only here: the values still see what the names meant before.
            locals[i].Initializer = i < values.Count ? values[i] : null;
            _scopes.Declare(locals[i]);
        }

        return new LuaLocalStatement(From(start), locals, values);
    }

    private LuaAttribute ParseAttribute(List<LuaLocal> earlier)
    {
        if (!TryTake(LuaTokenKind.Less))
            return LuaAttribute.None;

        var name = ExpectName();
        Expect(LuaTokenKind.Greater);
        switch (name.Text)
        {
            case "const":
                return LuaAttribute.Const;
            case "close":
                if (earlier.Any(static local => local.Attribute == LuaAttribute.Close))
                    Report("multiple to-be-closed variables in local list", name.Span);
                return LuaAttribute.Close;
            case "":
                return LuaAttribute.None;
            default:
                Report($"unknown attribute '{name.Text}'", name.Span);
                return LuaAttribute.None;
        }
    }

    private LuaLocalFunctionStatement ParseLocalFunction(int start)
    {
        var opening = Advance();
        var name = ExpectName();
        var local = new LuaLocal(name.Text, name.Span, LuaLocalKind.Function);
        _scopes.Declare(local);
        var function = ParseFunctionBody(opening, isMethod: false);
        local.Initializer = function;
        return new LuaLocalFunctionStatement(From(start), local, function);
    }

    private LuaFunctionStatement ParseFunctionStatement()
    {
        var opening = Advance();
        var start = Current.Span.Start;
        var name = ExpectName();
        LuaExpression target = new LuaNameExpression(name.Span, name.Text, _scopes.Find(name.Text));
        while (TryTake(LuaTokenKind.Dot))
        {
            var member = ExpectName();
            target = new LuaMemberExpression(From(start), target, member);
        }

        LuaName? method = TryTake(LuaTokenKind.Colon) ? ExpectName() : null;
        if (method is null)
            CheckTarget(target);
        var function = ParseFunctionBody(opening, isMethod: method is not null);
        if (method is null && target is LuaNameExpression { Local: { } local })
            local.AddAssignment(function);
        return new LuaFunctionStatement(From(opening.Span.Start), target, method, function);
    }

    /// <summary>Parameters and body. The expression begins at its keyword only where no name stands between the two.</summary>
    private LuaFunctionExpression ParseFunctionBody(LuaToken opening, bool isMethod)
    {
        var start = PreviousEnd == opening.Span.End ? opening.Span.Start : Current.Span.Start;
        var parameters = new List<LuaLocal>();
        var isVararg = false;
        if (Expect(LuaTokenKind.LeftParen))
        {
            isVararg = ParseParameters(parameters);
            Expect(LuaTokenKind.RightParen);
        }

        _scopes.EnterFunction(isVararg);
        if (isMethod)
            _scopes.Declare(new LuaLocal("self", opening.Span, LuaLocalKind.Self));
        foreach (var parameter in parameters)
            _scopes.Declare(parameter);
        var body = ParseBlockInScope();
        _scopes.LeaveFunction();
        ExpectClosing(LuaTokenKind.End, opening);
        return new LuaFunctionExpression(From(start), parameters, isVararg, body);
    }

    /// <summary>Up to the closing parenthesis; true for a list that ends with <c>...</c>.</summary>
    private bool ParseParameters(List<LuaLocal> parameters)
    {
        if (Kind == LuaTokenKind.RightParen)
            return false;
        do
        {
            if (TryTake(LuaTokenKind.Ellipsis))
                return true;
            var name = ExpectName();
            parameters.Add(new LuaLocal(name.Text, name.Span, LuaLocalKind.Parameter));
        }
        while (TryTake(LuaTokenKind.Comma));

        return false;
    }
}
