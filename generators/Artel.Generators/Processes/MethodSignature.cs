using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Artel.Generators;

/// <summary>What the dispatch has to know of a method, whether the compiler was asked for it or its spelling was enough. Never part of a model.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsAsync">Whether it is <c>async</c>.</param>
/// <param name="Returns">What it gives back; <c>void</c> for nothing.</param>
/// <param name="Parameters">Its parameters.</param>
internal readonly record struct MethodSignature(string Name, bool IsAsync, ITypeSymbol Returns, ImmutableArray<ParameterSignature> Parameters)
{
    public static MethodSignature Of(IMethodSymbol method, KnownTypes known) => new(
        method.Name,
        method.IsAsync,
        method.ReturnType,
        ImmutableArray.CreateRange(method.Parameters, static (parameter, known) => ParameterSignature.Of(parameter) with { IsSender = SenderMark.IsOn(parameter, known) }, known));
}

/// <summary>A parameter of a method.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsByReference">Whether it is passed by reference.</param>
/// <param name="Default">The expression of its default value; null when it has none.</param>
/// <param name="IsSender">Whether it is marked <c>[Sender]</c>; not asked of arguments.</param>
internal readonly record struct ParameterSignature(string Name, ITypeSymbol Type, bool IsByReference, string? Default, bool IsSender = false)
{
    public static ParameterSignature Of(IParameterSymbol parameter) =>
        new(parameter.Name, parameter.Type, parameter.RefKind != RefKind.None, Literals.DefaultOf(parameter));
}
