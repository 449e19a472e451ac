using Microsoft.CodeAnalysis;

namespace Artel.Generators;

/// <summary>Reads a method that the dispatch calls, or says why it can't be called.</summary>
internal sealed class MethodReader(KnownTypes known, INamedTypeSymbol process, Action<ITypeSymbol> usePayload)
{
    public MethodModel? Read(IMethodSymbol method, HandlerKind kind, out string why)
    {
        why = WhyNot(method, kind) ?? "";
        if (why.Length > 0)
            return null;

        var parameters = new List<ParameterModel>();
        foreach (var parameter in method.Parameters)
        {
            if (WhyNot(parameter, kind) is { } reason)
            {
                why = reason;
                return null;
            }

            parameters.Add(Read(parameter, kind));
        }

        var returns = Shape(method, out var value);
        if (value is not null)
            usePayload(value);
        var mayAwait = method.IsAsync || returns is not (ReturnShape.Nothing or ReturnShape.Value);
        return new(TypeNames.Identifier(method.Name), returns, mayAwait, parameters.ToEquatableArray(),
            value?.Declared(), value is null ? Access.Public : known.AccessTo(value));
    }

    private string? WhyNot(IMethodSymbol method, HandlerKind kind)
    {
        if (method.IsStatic)
            return "it is static, so it has no process";
        if (method.IsGenericMethod)
            return "it is generic, and a message does not say with which types";
        if (method.IsVararg)
            return "it takes an open list of arguments (__arglist)";
        if (method.RefKind != RefKind.None || method.ReturnType.IsRefLikeType || method.ReturnType.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer)
            return $"it returns {(method.RefKind != RefKind.None ? "by reference" : $"'{method.ReturnType.Unqualified()}'")}, which can't be kept";
        if (!IsReachable(method))
            return $"it is not accessible from '{process.Name}'";
        if (kind.EventType() is not null && Shape(method, out _) is not (ReturnShape.Nothing or ReturnShape.Task or ReturnShape.ValueTask))
            return "a handler of events returns nothing, a Task or a ValueTask";
        return null;
    }

    private bool IsReachable(IMethodSymbol method)
    {
        if (SymbolEqualityComparer.Default.Equals(method.ContainingType, process))
            return true;
        return method.DeclaredAccessibility switch
        {
            Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal => true,
            Accessibility.Internal or Accessibility.ProtectedAndInternal => known.IsOwn(method),
            _ => false,
        };
    }

    private string? WhyNot(IParameterSymbol parameter, HandlerKind kind)
    {
        var type = parameter.Type;
        if (parameter.RefKind != RefKind.None)
            return $"parameter '{parameter.Name}' is passed by reference";
        if (type.IsRefLikeType || type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer)
            return $"parameter '{parameter.Name}' is a '{type.Unqualified()}', which can't be in a message";
        if (type is IErrorTypeSymbol && known.IsReference(type.Name))
            return $"parameter '{parameter.Name}': a reference is its owner's alone; take a Pid, and make a {type.Name} of it with Process.Get{type.Name.Substring(0, type.Name.Length - 3)}";
        if (kind == HandlerKind.Main && (type.Is(known.Message) || type.Inherits(known.ProcessEvent)))
            return $"parameter '{parameter.Name}': main takes the arguments of the spawn, not a message or an event";
        if (kind == HandlerKind.Message && type.Inherits(known.ProcessEvent))
            return $"parameter '{parameter.Name}': a handler of messages gets no event";
        if (kind.EventType() is { } expected && Source(type, kind) is null)
            return $"parameter '{parameter.Name}': a handler of [{kind.AttributeName()}] takes '{expected}' and a CancellationToken";
        return null;
    }

    private ParameterModel Read(IParameterSymbol parameter, HandlerKind kind)
    {
        var type = parameter.Type;
        if (Source(type, kind) is { } source)
            return new(source, parameter.Name, "", "", false, null, Access.Public);

        usePayload(type);
        return ValueParameter.Read(parameter, known);
    }

    /// <summary>Where the value comes from when it is neither a payload value nor an argument; null otherwise.</summary>
    private ParameterSource? Source(ITypeSymbol type, HandlerKind kind)
    {
        if (type.Is(known.CancellationToken))
            return ParameterSource.Cancelled;
        if (type.Is(known.ProcessContext))
            return ParameterSource.Process;
        if (kind == HandlerKind.Message && type.Is(known.Message))
            return ParameterSource.Message;
        if (EventType(kind) is { } eventType && (type.Is(known.ProcessEvent) || type.Is(eventType)))
            return ParameterSource.Event;
        return null;
    }

    private ITypeSymbol? EventType(HandlerKind kind) => kind switch
    {
        HandlerKind.Exit => known.ExitEvent,
        HandlerKind.LinkDown => known.LinkDownEvent,
        HandlerKind.Cancel => known.CancelEvent,
        _ => null,
    };

    /// <summary>What a method gives back, and the type of the value in it; null for none.</summary>
    public ReturnShape Shape(IMethodSymbol method, out ITypeSymbol? value)
    {
        var type = method.ReturnType;
        value = null;
        if (method.ReturnsVoid)
            return ReturnShape.Nothing;
        if (type.Is(known.Task))
            return ReturnShape.Task;
        if (type.Is(known.ValueTask))
            return ReturnShape.ValueTask;
        value = type;
        if (type.IsMadeFrom(known.TaskOf))
        {
            value = ((INamedTypeSymbol)type).TypeArguments[0];
            return ReturnShape.TaskOfValue;
        }

        if (type.IsMadeFrom(known.ValueTaskOf))
        {
            value = ((INamedTypeSymbol)type).TypeArguments[0];
            return ReturnShape.ValueTaskOfValue;
        }

        return ReturnShape.Value;
    }
}
